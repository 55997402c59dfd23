import Contract
import Files
import Testing

@testable import Cases

@Suite struct RemedyFileTests {
  static func remedies(_ text: String) throws -> [Remedy] {
    let log = DiagnosticLog()
    let remedies = RemedyDecoder(try YAML.parse(Array(text.utf8), file: "r.yaml"), log: log).decode()
    if let first = log.entries.first { throw first }
    return remedies
  }

  static func tasks(_ text: String) throws -> [ClientTask] {
    TaskDecoder(try YAML.parse(Array(text.utf8), file: "t.yaml"), log: DiagnosticLog()).decode()
  }

  static func requirement(_ id: String, area: String = "stop") -> Requirement {
    Requirement(id: id, level: .must, kind: .wire, area: area, text: "t", sources: [], clients: [])
  }

  static func suite(_ ids: [String], remedies: [Remedy] = [], tasks: [ClientTask] = []) -> Cases.Suite {
    Cases.Suite(
      cases: [],
      requirements: ids.map {
        RegisteredRequirement(
          requirement: requirement($0), place: SourcePlace(file: "r", line: 1, column: 1), untested: nil)
      }, tasks: tasks, remedies: remedies, version: "1", digest: "d")
  }

  static let text = """
    format: 1
    remedies:
      - cause: too-small
        requirements: [stop-context-*]
        reasons: [server-error]
        said: "context (size|length)"
        sentence: It is too small.
        user: Take a larger one.
        links: [general]
        implementations:
          - { name: "*lm*studio*", version: "0.4.1?", user: lms load, links: [special] }
    """

  @Test func fitsByRequirementAndReason() throws {
    let remedy = try #require(try Self.remedies(Self.text).first)
    #expect(remedy.fits(Self.requirement("stop-context-overflow"), reason: "server-error"))
    #expect(!remedy.fits(Self.requirement("stop-context-overflow"), reason: "refused"))
    #expect(!remedy.fits(Self.requirement("stop-reason-enum"), reason: "server-error"))
  }

  @Test func anImplementationSaysMore() throws {
    let remedy = try #require(try Self.remedies(Self.text).first)
    #expect(remedy.advice(server: "LM Studio desktop", version: "0.4.16").user == "lms load")
    #expect(remedy.advice(server: "LM Studio desktop", version: "0.4.16").links == ["special", "general"])
    #expect(remedy.advice(server: "LM Studio desktop", version: "0.5").user == "Take a larger one.")
    #expect(remedy.advice(server: "LM Studio", version: nil).user == "Take a larger one.")
    #expect(remedy.advice(server: nil, version: nil).links == ["general"])
  }

  @Test func whatServerWordsArePatterns() throws {
    let broken = Self.text.replacing("context (size|length)", with: "context (size")
    #expect(throws: Diagnostic.self) { try Self.remedies(broken) }
  }

  @Test func theMostPrecisePatternSaysWhichTask() throws {
    let tasks = try Self.tasks(
      """
      format: 1
      tasks:
        - { task: chat, title: chat, requirements: ["area:stop"] }
        - { task: long, title: long sessions, requirements: ["stop-context-*"] }
        - { task: both, title: both, requirements: [stop-context-a, "area:stop"] }
      """)
    let suite = Self.suite(["stop-context-a", "stop-context-b", "stop-end"], tasks: tasks)
    #expect(suite.tasks(of: Self.requirement("stop-end")).map(\.name) == ["chat", "both"])
    #expect(suite.tasks(of: Self.requirement("stop-context-b")).map(\.name) == ["long"])
    #expect(suite.tasks(of: Self.requirement("stop-context-a")).map(\.name) == ["both"])
    #expect(suite.tasks(of: Self.requirement("other", area: "sse")).isEmpty)
  }

  @Test func lintFindsWhatLeadsNowhere() throws {
    let idle = Self.suite(["stop-reason"], remedies: try Self.remedies(Self.text))
    #expect(LintRules.knownRemedies(idle).map(\.code) == ["idle-pattern"])
    let silent = try Self.remedies(
      "format: 1\nremedies: [{ cause: a, requirements: [stop-reason], sentence: It is wrong. }]")
    #expect(LintRules.knownRemedies(Self.suite(["stop-reason"], remedies: silent)).map(\.code) == ["no-advice"])
    let twice = try Self.remedies(Self.text) + (try Self.remedies(Self.text))
    #expect(LintRules.knownRemedies(Self.suite(["stop-context-a"], remedies: twice)).map(\.code) == ["repeated-id"])
    let tasks = try Self.tasks("format: 1\ntasks: [{ task: chat, title: chat, requirements: [stop-end] }]")
    #expect(LintRules.knownRemedies(Self.suite(["stop-end", "stop-reason"], tasks: tasks)).map(\.code) == ["no-task"])
    let fine = Self.suite(["stop-context-a"], remedies: try Self.remedies(Self.text))
    #expect(LintRules.knownRemedies(fine).isEmpty)
  }

  /// Whoever changes a remedy finds the page that tells users of it, and the other way round.
  @Test func thePageOnLMStudioNamesTheCausesThatThereAre() throws {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    let root = parts.joined(separator: "/")
    var loader = SuiteLoader(specs: root + "/specs", fixtures: root + "/fixtures")
    let suite = try loader.load().suite
    let page = String(decoding: try Files.read(root + "/docs/lm-studio.md"), as: UTF8.self)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let named = Set(
      rows.flatMap { row in
        row.split(separator: "|")[0].split(separator: "`").filter { !$0.contains(" ") && !$0.contains(",") }.map(
          String.init)
      })
    let known = Set(suite.remedies.map(\.name))
    #expect(!rows.isEmpty && named.isSubset(of: known), "\(named.subtracting(known).sorted())")
    let special = suite.remedies.filter { $0.implementations.contains { $0.name.contains("studio") } }.map(\.name)
    #expect(Set(special).isSubset(of: named), "\(Set(special).subtracting(named).sorted())")
  }
}
