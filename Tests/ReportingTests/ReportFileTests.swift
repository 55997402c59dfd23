import Contract
import Files
import Reporting
import Testing
import Wire

@Suite struct ReportFileTests {
  static let secret = "sk-Zz9~k7?>QwX0-secret"
  static let redactor = Redactor(secrets: [secret])

  /// A report in which every text that is not the suite's own holds the secret in some form.
  static func leaky() -> Report {
    let percent = secret.utf8.map { "%" + String($0, radix: 16) }.joined()
    let forms = [secret, Base64.encode(Array(secret.utf8)), percent, String(secret.reversed())]
    var next = 0
    func leak() -> String {
      next += 1
      return "x \(forms[next % forms.count]) y"
    }
    var report = sampleReport()
    report.target.baseURL = leak()
    report.target.model = leak()
    report.target.implementation = .init(name: leak(), version: leak())
    report.target.facts = [.init(name: "f", value: leak())]
    report.run.filter = leak()
    report.run.interrupted = leak()
    report.summary.exitReason = leak()
    report.summary.headline = [leak()]
    report.clients[0].sentence = leak()
    report.checks[3].message = leak()
    report.checks[3].expected = leak()
    report.checks[3].actual = String(repeating: "z", count: 1995) + leak()
    report.checks[3].at = .init(pointer: leak())
    report.checks[3].reproduce = leak()
    report.exchanges[0].path = leak()
    report.observations[0].sentence = leak()
    return report
  }

  @Test func everyTextIsRedactedAndNothingElseChanges() {
    let leaky = Self.leaky()
    let redacted = leaky.redacted(by: Self.redactor)
    #expect(Self.redactor.contains(leaky.json.text()))
    #expect(!Self.redactor.contains(redacted.json.text()))
    #expect(redacted.target.baseURL.utf8.count == leaky.target.baseURL.utf8.count)
    #expect(sampleReport().redacted(by: Self.redactor) == sampleReport())
  }

  @Test(arguments: ReportFormats.names) func noFormatHoldsTheSecret(_ name: String) throws {
    let writer = try #require(ReportFormats.named(name))
    // A badge has no text from outside at all.
    let hasTexts = !["badge", "shields"].contains(name)
    #expect(Self.redactor.contains(writer.write(Self.leaky())) == hasTexts)
    let bytes = try ReportFile.bytes(of: Self.leaky(), as: writer, for: "p", redactor: Self.redactor)
    #expect(!Self.redactor.contains(bytes))
  }

  @Test func aLeakThatIsLeftStopsTheWrite() throws {
    let folder = try Files.temporaryDirectory(prefix: "dropin-report")
    defer { try? Files.remove(folder) }
    let path = folder + "/report.json"
    var report = sampleReport()
    report.checks[0].id = "case-\(Self.secret)"
    let problem = #expect(throws: ReportFile.Problem.self) {
      try ReportFile.write(report, as: JSONReportWriter(), to: path, redactor: Self.redactor)
    }
    guard case .leak(_, "plain", _) = problem else {
      Issue.record("\(String(describing: problem))")
      return
    }
    #expect(!Self.redactor.contains(problem?.description ?? ""))
    #expect(!Files.exists(path))
    try ReportFile.write(sampleReport(), as: JSONReportWriter(), to: path, redactor: Self.redactor)
    #expect(try Files.read(path) == JSONReportWriter().write(sampleReport()))
  }

  @Test func aFileThatCannotBeWrittenIsAProblem() {
    let problem = #expect(throws: ReportFile.Problem.self) {
      try ReportFile.write(
        sampleReport(), as: JSONReportWriter(), to: "/nowhere/at/all/report.json", redactor: Self.redactor)
    }
    guard case .file = problem else {
      Issue.record("\(String(describing: problem))")
      return
    }
  }
}
