/// Something wrong in a file that a person wrote: what, where, and what to write instead.
public struct Diagnostic: Error, Sendable, Equatable {
  /// Another place that belongs to the story ("first written here").
  public struct Note: Sendable, Equatable {
    public var place: SourcePlace
    public var text: String
    public init(_ text: String, at place: SourcePlace) {
      self.place = place
      self.text = text
    }
  }

  /// A stable name of the kind of mistake, in kebab case: `unknown-key`.
  public var code: String
  /// One line without a full stop.
  public var message: String
  public var place: SourcePlace
  /// What to write instead.
  public var hint: String?
  public var notes: [Note]

  public init(
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
