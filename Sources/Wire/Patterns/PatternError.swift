/// A text that is no regular expression, or one of a kind that is not run here.
public struct PatternError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, with what to write instead where there is something.
  public var message: String
  /// Unicode scalars before the place.
  public var offset: Int

  public var description: String { "\(message), at character \(offset + 1)" }
}
