import Wire

/// `report.json`: the model itself, nothing shortened, members in the fixed order.
public struct JSONReportWriter: ReportWriter {
  public static let name = "json"
  public init() {}

  public func write(_ report: Report) -> [UInt8] { report.json.bytes(.indented) + [UInt8(ascii: "\n")] }
}
