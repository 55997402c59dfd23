import Wire

/// Turns a report into one format. Writers read nothing but the report, so equal reports give equal bytes.
package protocol ReportWriter: Sendable {
  /// The format's name on the command line.
  static var name: String { get }
  func write(_ report: Report) -> [UInt8]
}
