import Wire

/// `report.json`: the model itself, nothing shortened, members in the fixed order.
package struct JSONReportWriter: ReportWriter {
  package static let name = "json"
  package init() {}

  package func write(_ report: Report) -> [UInt8] { report.json.bytes(.indented) + [UInt8(ascii: "\n")] }
}
