/// Something wrong in a file that a person wrote: what, where, and what to write instead.
package struct Diagnostic: Error, Sendable, Equatable {
  /// Another place that belongs to the story ("first written here").
  package struct Note: Sendable, Equatable {
    package var place: SourcePlace
    package var text: String
    package init(_ text: String, at place: SourcePlace) {
      self.place = place
      self.text = text
    }
  }

  /// A stable name of the kind of mistake, in kebab case: `unknown-key`.
  package var code: String
  /// One line without a full stop.
  package var message: String
  package var place: SourcePlace
  /// What to write instead.
  package var hint: String?
  package var notes: [Note]

  package init(
    code: String, _ message: String, at place: SourcePlace,
    hint: String? = nil, notes: [Note] = []
  ) {
    self.code = code
    self.message = message
    self.place = place
    self.hint = hint
    self.notes = notes
  }
}
