import Contract
import Testing
import Verdicts

@testable import Reporting

@Suite struct JUnitReportWriterTests {
  static func elements(_ report: Report) throws -> [XMLWellFormed.Element] {
    try XMLWellFormed.parse(JUnitReportWriter().write(report))
  }

  @Test(arguments: [
    "<a>\u{1}</a>", "<a>\u{FFFE}</a>", "<a>&x;</a>", "<a>]]></a>", "<a b=\"<\"/>", "<a></b>", "<a/><b/>",
    "<a>&#0;</a>", "<a b=\"\" b=\"\"/>", "<a b=\"\"c=\"\"/>", "<a>",
  ])
  func theReaderOfTheTestsRefusesWhatXMLForbids(_ xml: String) {
    #expect(throws: XMLWellFormed.Flaw.self) {
      try XMLWellFormed.parse(Array(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml).utf8))
    }
  }

  @Test func aFailureSaysWhatCanBeChanged() {
    let xml = String(decoding: JUnitReportWriter().write(sampleReport()), as: UTF8.self)
    #expect(
      xml.contains("cause: Blocks of a stream are numbered with a gap.\nyou can change: Use version 0.4 or newer."))
    #expect(xml.contains("the server can change: Count blocks from 0."))
    // What nobody has described is said once, as the check's own words.
    #expect(!xml.contains("cause: Not met"))
  }

  @Test func hostileTextIsWellFormed() throws {
    #expect(try Self.elements(hostileReport()).count > 20)
  }

  /// Every scalar there is: what is written for it XML allows.
  @Test func everyScalarIsWritable() {
    let marks: Set<Unicode.Scalar> = ["<", ">", "\"", "'", "\r"]
    for start in stride(from: UInt32(0), to: 0x110000, by: 256) {
      let scalars = (start..<start + 256).compactMap(Unicode.Scalar.init)
      let text = String(String.UnicodeScalarView(scalars))
      for written in [XMLText.content(text), XMLText.attribute(text)] {
        let allowed = written.unicodeScalars.allSatisfy { XMLWellFormed.isChar($0) && !marks.contains($0) }
        if !allowed { Issue.record("from U+\(String(start, radix: 16)) on: \(written.debugDescription)") }
      }
    }
  }

  /// The first plane in whole documents, as attribute and as content, 4096 scalars at a time.
  @Test func theFirstPlaneIsWellFormed() throws {
    var report = sampleReport()
    report.checks = []
    var text = String.UnicodeScalarView()
    func flush() {
      report.checks.append(
        .init(
          id: CheckID(String(text)), requirement: "message-shape", level: .must, verdict: .fail, expected: String(text)
        ))
      text = String.UnicodeScalarView()
    }
    for value in UInt32(0)...0xFFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      text.append(scalar)
      if text.count == 4096 { flush() }
    }
    flush()
    let cases = try Self.elements(report).filter { $0.name == "testcase" }
    #expect(cases.count == report.checks.count + 1)
    // Nothing is lost: what is not spelled out is there unchanged.
    for (line, check) in zip(cases.dropFirst(), report.checks) {
      #expect(line.attributes.first?.value == VisibleText.of(check.id.description))
    }
  }

  @Test func countsAddUp() throws {
    let elements = try Self.elements(sampleReport())
    let root = try #require(elements.last)
    func attribute(_ name: String) -> String? { root.attributes.first { $0.name == name }?.value }
    #expect(attribute("tests") == String(elements.count { $0.name == "testcase" }))
    #expect(attribute("failures") == String(elements.count { $0.name == "failure" }))
    #expect(attribute("errors") == String(elements.count { $0.name == "error" }))
    // Of the whole Jenkins knows no such count.
    #expect(attribute("skipped") == nil)
    let skipped = elements.filter { $0.name == "testsuite" }.compactMap { suite in
      suite.attributes.first { $0.name == "skipped" }.flatMap { Int($0.value) }
    }
    #expect(skipped.reduce(0, +) == elements.count { $0.name == "skipped" })
  }

  static func element(_ verdict: VerdictKind, _ reason: String? = "r") throws -> XMLWellFormed.Element? {
    var report = sampleReport()
    report.checks = [check("c", verdict, reason, requirement: "message-shape")]
    return try elements(report).first { ["failure", "error", "skipped"].contains($0.name) }
  }

  @Test(arguments: [
    (VerdictKind.pass, "r", String?.none), (.fail, "r", "failure"), (.unexpectedPass, "r", "failure"),
    (.unsupported, "r", "skipped"), (.recovered, "r", "skipped"), (.notApplicable, "r", "skipped"),
    (.expectedFail, "r", "skipped"),
    (.flaky, "r", "skipped"), (.inconclusive, "model-declined", "skipped"),
    (.inconclusive, "control-failed", "error"), (.inconclusive, "r", "error"), (.notRun, "r", "error"),
  ])
  func verdictsBecome(_ verdict: VerdictKind, _ reason: String, _ name: String?) throws {
    #expect(try Self.element(verdict, reason)?.name == name)
  }

  @Test func theTypeOfAFailureIsItsReason() throws {
    let element = try #require(try Self.element(.fail, "index-gap"))
    #expect(element.attributes.contains { $0.name == "type" && $0.value == "index-gap" })
  }

  @Test(arguments: ExitCode.allCases) func aRunThatSaysNothingIsAnError(_ code: ExitCode) throws {
    var report = sampleReport()
    report.checks = []
    report.summary.exitCode = code
    let errors = try Self.elements(report).filter { $0.name == "error" }
    #expect(errors.count == (code == .satisfied || code == .failure ? 0 : 1))
  }

  @Test func aCheckOfAnUnlistedRequirementIsStillThere() throws {
    var report = sampleReport()
    report.checks = [.init(id: "c", requirement: "nobody", level: .must, verdict: .fail)]
    #expect(try Self.elements(report).contains { $0.name == "failure" })
  }
}
