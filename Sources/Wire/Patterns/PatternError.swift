/// A text that is no regular expression, or one of a kind that is not run here.
package struct PatternError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, with what to write instead where there is something.
  package var message: String
  /// Unicode scalars before the place.
  package var offset: Int

  package var description: String { "\(message), at character \(offset + 1)" }
}
