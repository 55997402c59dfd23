import Files
import Wire

/// Writes a report to a file, and refuses to when a secret would go with it.
package enum ReportFile {
  /// Why there is no report. Ends a run with exit code 2, however good it was.
  package enum Problem: Error, Sendable, Equatable, CustomStringConvertible {
    /// A secret is in what was about to be written: its form and its byte offset. Nothing was written.
    case leak(path: String, form: String, offset: Int)
    case file(FileError)

    package var description: String {
      switch self {
      case .leak(let path, let form, let offset):
        "\(path) was not written: it would hold the token (\(form), at byte \(offset)); "
          + "use a token that does not occur in the suite"
      case .file(let error): error.description
      }
    }
  }

  /// Blots the secrets out, writes, and looks at the result once more before it replaces the file.
  package static func write(
    _ report: Report, as writer: some ReportWriter, to path: String, redactor: Redactor
  ) throws(Problem) {
    let bytes = try bytes(of: report, as: writer, for: path, redactor: redactor)
    do { try Files.write(bytes, to: path) } catch { throw .file(error) }
  }

  /// What would be written, e.g. to the terminal. Throws `Problem.leak`.
  package static func bytes(
    of report: Report, as writer: some ReportWriter, for path: String, redactor: Redactor
  ) throws(Problem) -> [UInt8] {
    let bytes = writer.write(report.redacted(by: redactor))
    if let leak = redactor.leaks(in: bytes).first {
      throw .leak(path: path, form: leak.form, offset: leak.range.lowerBound)
    }
    return bytes
  }
}
