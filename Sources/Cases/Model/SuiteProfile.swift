import Contract

/// A part of the suite that is worth running by itself: `specs/profiles/<name>.yaml`.
public struct SuiteProfile: Sendable, Equatable {
  public var name: String
  public var title: String
  /// What it promises to send at most, whichever way the server treats credentials.
  public var mostRequests: Int
  /// Every requirement of this level that the whole suite judges, the profile judges too; nil without such a promise.
  public var coversLevel: Level?
  /// Requirements it promises to judge, by id.
  public var requirements: [Entry]
  /// Addresses of its cases; their controls run too.
  public var cases: [Entry]
  public var place: SourcePlace

  /// A name in the file and where it stands.
  public struct Entry: Sendable, Equatable {
    /// The address of a case or the id of a requirement.
    public var name: String
    public var place: SourcePlace
  }
}
