import Contract
import Testing
import Verdicts
import Wire

@testable import Reporting

@Suite struct CommonCauseTests {
  static func check(
    _ id: CheckID, _ requirement: String = "r1", reason: String = "x", message: String = "m", actual: String = "",
    answer: ErrorAnswer? = nil, pointer: String? = nil, exchange: String? = nil, verdict: VerdictKind = .fail
  ) -> Report.Check {
    let violation = Violation(
      reason: Reason(code: reason), detail: .rule(message), expected: "", actual: actual, answer: answer,
      at: Place(pointer: pointer.map { JSONPointer($0.split(separator: "/").map(String.init)) }))
    return .init(
      id: id, requirement: requirement, level: .must, verdict: verdict, reason: reason,
      signature: verdict == .fail ? CauseSignature.of(violation) : nil, message: message, actual: actual,
      at: pointer.map { .init(pointer: $0) }, exchange: exchange)
  }

  static func report(_ checks: [Report.Check]) -> Report {
    var report = sampleReport()
    report.checks = checks
    report.requirements = [("r1", Level.must), ("r2", .should), ("r3", .must)].map { id, level in
      Report.Requirement(
        id: id, level: level, kind: .wire, area: "area-\(id)", text: id,
        checks: VerdictCounts(checks.filter { $0.requirement == id }.map(\.verdict)),
        clients: id == "r3" ? [.init(name: "curl", impact: .breaks)] : [])
    }
    return report
  }

  static func groups(_ checks: [Report.Check]) -> [[String]] {
    report(checks).commonCauses.map { $0.checks.map(\.id.description) }
  }

  @Test func whatTheServerSaidIsOneCauseWhateverWasAsked() {
    func said(_ message: String) -> ErrorAnswer { ErrorAnswer(status: 400, message: message) }
    let words = "Invalid literal value, expected \"text\" in message 3"
    #expect(
      Self.groups([
        Self.check("a", answer: said(words)),
        Self.check("b", "r2", reason: "refused", message: "other", answer: said(words)),
        Self.check("c", answer: said(words.replacing("3", with: "41"))),
        Self.check("d", answer: said("something else")), Self.check("e", answer: said("")),
      ]) == [["a", "b", "c"], ["d"], ["e"]])
  }

  @Test func anErrorUnderAnyStatusIsTheSameCause() throws {
    let words = "Unexpected endpoint or method. (POST /x)"
    for body: JSON in [["error": .string(words)], .string(words), ["error": ["message": .string(words)]]] {
      let answer = try #require(ErrorAnswer(status: 200, body: body))
      #expect(
        Self.groups([
          Self.check("a", answer: answer), Self.check("b", answer: ErrorAnswer(status: 404, message: words)),
          Self.check("c", reason: "y"),
        ]) == [["a", "b"], ["c"]])
    }
    // A word is a value, such as a stop reason.
    #expect(ErrorAnswer(status: 200, body: "end_turn") == nil)
  }

  @Test func numbersAndIdsDoNotCount() {
    #expect(
      Self.groups([
        Self.check("a", message: "index 3 jumps", pointer: "/content/0/id"),
        Self.check("b", message: "index 12 jumps", pointer: "/content/7/id"),
        Self.check("c", message: "the id toolu_01AbC234dEf is used twice"),
        Self.check("d", message: "the id toolu_01XyZ987wVu is used twice"),
      ]) == [["a", "b"], ["c", "d"]])
  }

  @Test func alternativesAndTrialsDoNotCount() {
    var violation = Violation(reason: .missing, detail: .rule("index 3 jumps"), expected: "", actual: "")
    let plain = CauseSignature.of(violation)
    violation.hasAlternatives = true
    violation.quorum = Quorum(held: 1, tried: 3, needed: 2)
    violation.expected = "one or the other"
    #expect(CauseSignature.of(violation) == plain)
    #expect(
      Wording.message(violation) == "none of the accepted behaviours: index 3 jumps (1 of 3 tries held, 2 needed)")
  }

  @Test func anotherReasonPlaceOrWordIsAnotherCause() {
    #expect(
      Self.groups([
        Self.check("a"), Self.check("b", reason: "y"), Self.check("c", message: "n"),
        Self.check("d", pointer: "/type"), Self.check("e", pointer: "/id"), Self.check("f", pointer: ""),
        Self.check("g", reason: "wrong-value", actual: "\"end_turn\""),
        Self.check("h", reason: "wrong-value", actual: "\"tool_use\""),
      ]).count == 8)
  }

  @Test func theMostSevereComesFirst() {
    let causes = Self.report([
      Self.check("a", "r2", message: "one"), Self.check("b", "r1", message: "two"),
      Self.check("c", "r1", message: "three"), Self.check("d", "r1", message: "three"),
      Self.check("e", "r3", message: "four"),
    ]).commonCauses
    #expect(causes.map { $0.checks[0].id } == ["e", "c", "b", "a"])
    #expect(causes[0].clients == [.init(name: "curl", impact: .breaks)])
    #expect(causes.map(\.level) == [.must, .must, .must, .should])
  }

  @Test func theExemplarBelongsToTheHighestLevelAndHasAPlace() {
    let no = ErrorAnswer(status: 400, message: "no")
    let causes = Self.report([
      Self.check("a", "r2", answer: no), Self.check("b", "r1", answer: no),
      Self.check("c", "r1", answer: no, pointer: "/x"),
    ]).commonCauses
    #expect(causes.map(\.exemplar.id) == ["c"])
    #expect(causes[0].requirements.map(\.id) == ["r1", "r2"])
  }

  /// A link to a cause has to survive the next run, which has other exchanges, times and ids.
  @Test func theIdIsTheSameInTheNextRun() {
    let first = Self.report([Self.check("a", message: "index 3 jumps", exchange: "0001")]).commonCauses
    let next = Self.report([
      Self.check("z", message: "index 9 jumps", exchange: "0777"), Self.check("a", message: "index 4 jumps"),
    ]).commonCauses
    #expect(first.map(\.id) == next.map(\.id))
  }

  @Test func whatPassedOrIsListedIsNoCause() {
    #expect(
      Self.groups([
        Self.check("a", verdict: .pass), Self.check("b", verdict: .expectedFail),
        Self.check("c", verdict: .inconclusive), Self.check("d", verdict: .unexpectedPass),
      ]) == [["d"]])
  }

  @Test func endpointsLeaveOutQueriesAndModelNames() {
    var report = Self.report(["0001", "0002", "0003", "0004"].map { Self.check(CheckID($0), exchange: $0) })
    report.exchanges = [
      ("0001", "GET", "/v1/models/a%2Fb"), ("0002", "POST", "/v1/messages?beta=true"),
      ("0003", "GET", "/v1/models/c"), ("0004", "POST", "/v1/messages"),
    ].map { .init(id: $0, caseID: "c", method: $1, path: $2, end: "complete") }
    #expect(report.commonCauses[0].endpoints == ["GET /v1/models/…", "POST /v1/messages"])
  }

  @Test func excerptsGoToExemplarsAsFarAsTheBudgetGoes() {
    let names = (0..<400).map { "x-\(String(repeating: "a", count: $0 + 1))" }
    var report = Self.report(names.enumerated().map { Self.check("\($0)", message: $1, exchange: $1) })
    report.exchanges = names.map { .init(id: $0, caseID: "c", method: "GET", path: "/", end: "complete") }
    let excerpt = ExchangeExcerpt(
      responseBody: BodyExcerpt(size: 8000, pieces: [.init(offset: 0, bytes: Array(repeating: 65, count: 8000))]))
    report.attach(Dictionary(names.map { ($0, excerpt) }, uniquingKeysWith: { first, _ in first }))
    let given = report.exchanges.count { $0.excerpt != nil }
    #expect(given == (1 << 20) / excerpt.size)
    #expect(report.exchanges[0].excerpt == excerpt && report.exchanges[399].excerpt == nil)
  }
}
