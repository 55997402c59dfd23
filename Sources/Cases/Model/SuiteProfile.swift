import Contract

/// A part of the suite that is worth running by itself: `specs/profiles/<name>.yaml`.
package struct SuiteProfile: Sendable, Equatable {
  package var name: String
  package var title: String
  /// What it promises to send at most, whichever way the server treats credentials.
  package var mostRequests: Int
  /// Every requirement of this level that the whole suite judges, the profile judges too; nil without such a promise.
  package var coversLevel: Level?
  /// Requirements it promises to judge, by id.
  package var requirements: [Entry]
  /// Addresses of its cases; their controls run too.
  package var cases: [Entry]
  package var place: SourcePlace

  /// A name in the file and where it stands.
  package struct Entry: Sendable, Equatable {
    /// The address of a case or the id of a requirement.
    package var name: String
    package var place: SourcePlace
  }
}
