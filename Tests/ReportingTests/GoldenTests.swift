import Reporting
import Testing

@Suite struct GoldenTests {
  /// Formats whose name does not say what kind of file they are.
  static let suffixes = [
    "junit": "junit.xml", "console": "console.txt", "github": "github.txt", "badge": "svg", "shields": "shields.json",
    "openmetrics": "openmetrics.txt", "field": "field.json",
  ]
  static func file(_ report: String, _ format: String) -> String { "\(report).\(suffixes[format] ?? format)" }

  @Test(arguments: ReportFormats.names) func sample(_ format: String) throws {
    let writer = try #require(ReportFormats.named(format))
    expectGolden(writer.write(sampleReport()), Self.file("sample", format))
  }

  /// The JSON of the hostile report holds its long texts whole, so it is compared by reading it back.
  @Test(arguments: ReportFormats.names.filter { $0 != "json" }) func hostile(_ format: String) throws {
    let writer = try #require(ReportFormats.named(format))
    let bytes = writer.write(hostileReport())
    #expect(bytes.count < 400_000)
    expectGolden(bytes, Self.file("hostile", format))
  }

  @Test func colouredConsole() {
    let writer = ConsoleReportWriter(colour: true, width: 72, reports: ["out/report.html"])
    expectGolden(writer.write(sampleReport()), "sample.colour.txt")
  }

  @Test func namesAreUnique() { #expect(Set(ReportFormats.names).count == ReportFormats.all.count) }
}
