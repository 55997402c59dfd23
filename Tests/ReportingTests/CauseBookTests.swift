import Contract
import Testing
import Verdicts

@testable import Cases
@testable import Reporting

@Suite struct CauseBookTests {
  static func book(server: String? = nil) throws -> CauseBook {
    let text = """
      format: 1
      remedies:
        - cause: context-too-small
          requirements: [cc-*]
          reasons: [context-too-small]
          sentence: The context is too small.
          user: Load more.
          implementations: [{ name: "*studio*", user: lms load }]
        - cause: as-server-error
          requirements: [cc-*, stop-*]
          reasons: [server-error]
          said: context size
          sentence: It is called a fault of the server.
          author: Answer 400.
      """
    let requirements = ["cc-first", "stop-overflow", "resp-usage-ints", "resp-usage-total"].map { id in
      RegisteredRequirement(
        requirement: Requirement(id: id, level: .must, kind: .wire, area: "a", text: "t", sources: [], clients: []),
        place: SourcePlace(file: "r", line: 1, column: 1), untested: nil)
    }
    let suite = Cases.Suite(
      cases: [], requirements: requirements,
      remedies: RemedyDecoder(try YAML.parse(Array(text.utf8), file: "r.yaml"), log: DiagnosticLog()).decode(),
      version: "1", digest: "d")
    return CauseBook(suite, implementation: server.map { .init(name: $0, version: "1") })
  }

  static func check(_ requirement: String, _ reason: String, actual: String? = nil, _ verdict: VerdictKind = .fail)
    -> Report.Check
  {
    Report.Check(
      id: CheckID("c#\(requirement)"), requirement: requirement, level: .must, verdict: verdict, reason: reason,
      actual: actual)
  }

  @Test func oneRemedyIsOneCauseWhateverTheWords() throws {
    let book = try Self.book()
    let one = book.signature(
      of: Self.check("cc-first", "server-error", actual: "500: exceeds the context size (1)"), answer: "one")
    let other = book.signature(
      of: Self.check("stop-overflow", "server-error", actual: "500: context size"), answer: "another")
    #expect(one != nil && one == other)
    let unrelated = book.signature(of: Self.check("stop-overflow", "server-error", actual: "500: x"), answer: "x")
    #expect(unrelated != one)
  }

  @Test func failuresOfOneFamilyAndReasonAreOneCause() throws {
    let book = try Self.book()
    func signature(_ requirement: String, _ reason: String) -> String? {
      book.signature(of: Self.check(requirement, reason), answer: nil)
    }
    #expect(signature("resp-usage-ints", "missing") == signature("resp-usage-total", "missing"))
    #expect(signature("resp-usage-ints", "missing") != signature("resp-usage-ints", "wrong-type"))
    #expect(signature("resp-usage-ints", "missing") != signature("stop-overflow", "missing"))
    #expect(book.signature(of: Self.check("resp-usage-ints", "x", .pass), answer: nil) == nil)
  }

  @Test func aContextTooSmallIsSaidWithNumbersAndTheCommand() throws {
    let book = try Self.book(server: "LM Studio desktop")
    var check = Self.check("cc-first", "context-too-small", .unsupported)
    check.signature = book.signature(of: check, answer: nil)
    let causes = book.causes(of: [check, check], tooSmall: ["prompt is too long: 11993 tokens > 8192 maximum"])
    #expect(causes.count == 1)
    #expect(
      causes.first?.sentence
        == "Context too small: it holds 8,192 tokens, and the client's request has 11,993.")
    #expect(causes.first?.user == "lms load")
    #expect(book.causes(of: [check], tooSmall: ["no numbers"]).first?.sentence == "The context is too small.")
  }

  @Test(arguments: [
    ("request (14030 tokens) exceeds the available context size (8192 tokens)", 14030, 8192),
    ("prompt is too long: 200,001 tokens > 200,000 maximum", 200_001, 200_000),
  ])
  func sizes(_ words: String, _ prompt: Int, _ context: Int) {
    #expect(ContextSizes(words)?.prompt == prompt && ContextSizes(words)?.context == context)
  }

  @Test func wordsWithoutTwoSizesSayNothing() {
    #expect(ContextSizes("error 400 in line 12") == nil)
    #expect(ContextSizes("at most 8192 tokens") == nil)
  }
}

/// What is said of causes that nobody has described.
@Suite struct UndescribedCauseTests {
  static func sentence(_ reason: String, message: String? = nil, actual: String? = nil) throws -> String? {
    var check = CauseBookTests.check("resp-usage-ints", reason, actual: actual)
    check.message = message
    let book = try CauseBookTests.book()
    check.signature = book.signature(of: check, answer: nil)
    return book.causes(of: [check], tooSmall: []).first?.sentence
  }

  @Test func whatShouldHoldAndWhatCameInstead() throws {
    #expect(try Self.sentence("missing", message: "no usage", actual: "nothing") == "Not met: t (no usage).")
    #expect(try Self.sentence("refused", message: "m", actual: "400: no") == "Not met: t (answered with 400: no).")
    #expect(try Self.sentence("refused", message: "m") == "Not met: t (m).")
    #expect(try Self.sentence("odd") == "Not met: t (odd).")
  }
}
