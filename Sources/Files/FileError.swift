/// A file operation that failed: what was tried, on which path, and why.
package struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
  package var path: String
  /// What was tried, as a verb: `read`, `write`, `list`.
  package var operation: String
  /// Why it failed, in the system's words or ours.
  package var reason: String
  /// The system's error number; 0 when the refusal is ours (a limit, for example).
  package var code: Int32

  package init(path: String, operation: String, reason: String, code: Int32 = 0) {
    self.path = path
    self.operation = operation
    self.reason = reason
    self.code = code
  }

  init(_ operation: String, _ path: String, errno code: Int32) {
    self.init(path: path, operation: operation, reason: POSIX.errorText(code), code: code)
  }

  /// `cannot read specs/x.yaml: No such file or directory`
  package var description: String { "cannot \(operation) \(path): \(reason)" }
}
