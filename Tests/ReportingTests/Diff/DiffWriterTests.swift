import Contract
import Testing
import Wire

@testable import Reporting

@Suite struct DiffWriterTests {
  /// Every cause and direction once.
  static func sample() -> ReportDiff {
    let old = [
      check("a#x", .pass), check("b#x", .fail, "gap"), check("c#y", .pass, requirement: "other"), check("d#x", .pass),
      check("e#x", .fail, "gap"), check("gone#x", .pass), check("h#z", .pass, requirement: "third"),
    ]
    let new = [
      check("a#x", .fail, "missing-field"), check("b#x", .pass),
      check("c#y", .inconclusive, "control-failed", requirement: "other"),
      check("d#x", .unsupported), check("e#x", .fail, "hole"), check("h#z", .flaky, "gap", requirement: "third"),
    ]
    func side(_ checks: [Report.Check], _ version: String, _ suite: String, time: Int) -> Report {
      var report = report(checks, version: version)
      report.suite.digest = suite
      report.cases = Set(checks.map(\.id.caseAddress)).sorted().map { .init(id: $0, digest: "1") }
      report.exchanges = (1...5).map {
        .init(
          id: "\($0)", caseID: "a", step: "\($0)", method: "POST", path: "/v1/messages", status: 200, end: "complete",
          firstByteMilliseconds: time, totalMilliseconds: time * $0)
      }
      return report
    }
    var later = side(new, "2", "e", time: 900)
    later.checks[0].message = "an event has no integer as its index"
    return ReportDiff(old: side(old, "1", "d", time: 300), new: later)
  }

  @Test(arguments: [
    ("console", "diff.console.txt"), ("markdown", "diff.md"), ("json", "diff.json"), ("html", "diff.html"),
  ])
  func golden(_ name: String, _ file: String) throws {
    expectGolden(try #require(DiffFormats.named(name)).write(Self.sample()), file)
  }

  @Test func theJSONCanBeReadAndIsComplete() throws {
    let json = try JSONParser.parse(DiffJSONWriter().write(Self.sample())).root
    #expect(json["format"] == "dropin-diff/1")
    #expect(json["changes"]?.array?.count == Self.sample().changes.count)
    #expect(json["exit_code"] == 1)
  }

  /// Reports come from anywhere; nothing in them may act on a terminal, a page or a comment.
  @Test func hostileReportsStayText() throws {
    var new = hostileReport()
    new.checks = new.checks.map { check in
      var check = check
      check.verdict = .fail
      check.reason = "<img src=x onerror=alert(1)>\u{1B}[2J"
      return check
    }
    var old = hostileReport()
    old.checks = old.checks.map { check in
      var check = check
      check.verdict = .pass
      return check
    }
    let diff = ReportDiff(old: old, new: new)
    #expect(diff.changes.count == new.checks.count)
    let html = String(decoding: DiffHTMLWriter().write(diff), as: UTF8.self)
    #expect(HTMLStructure(Array(html.utf8)).flaws == [])
    #expect(!html.contains("<img") && !html.contains("<script"))
    for name in ["console", "markdown"] {
      let text = String(decoding: try #require(DiffFormats.named(name)).write(diff), as: UTF8.self)
      #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{7}" }, "\(name)")
    }
  }
}
