import Wire

/// What `dropin site` keeps of a run, without exchanges and checks.
package struct FieldReportWriter: ReportWriter {
  package static let name = "field"
  package init() {}

  package func write(_ report: Report) -> [UInt8] { FieldRecord(report).json.bytes(.indented) + [0x0A] }
}
