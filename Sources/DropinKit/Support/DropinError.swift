/// Something the caller can put right: a wrong option, a file that cannot be read or written, a server that cannot be
/// reached. It says what happened, where, and what to do next.
public struct DropinError: Error, Sendable, CustomStringConvertible {
  public let description: String
  /// How a program that cannot go on should end.
  package let status: ExitCode

  package init(_ description: String, status: ExitCode = .usage) {
    self.description = description
    self.status = status
  }
}
