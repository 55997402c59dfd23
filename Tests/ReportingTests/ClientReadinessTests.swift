import Contract
import Evaluation
import Testing
import Verdicts
import Wire

@testable import Cases
@testable import Reporting

@Suite struct ClientReadinessTests {
  static let required = (1...ClientReadiness.leastKnown).map { "needed-\($0)" }

  /// Twelve requirements: as many as make a client known, one that degrades it, one it never notices.
  static func suite(required names: [String] = required) throws -> Cases.Suite {
    let breaks = [AffectedClient(name: "family", impact: .breaks)]
    func requirement(_ id: String, _ level: Level, _ clients: [AffectedClient]) -> RegisteredRequirement {
      RegisteredRequirement(
        requirement: Requirement(
          id: id, level: level, kind: .wire, area: "area", text: "t", sources: [], clients: clients),
        place: SourcePlace(file: "r.yaml", line: 1, column: 1), untested: nil)
    }
    let yaml = """
      format: 2
      client: sample
      title: Sample
      version: "1"
      date: 2026-11-20
      order: 1
      confidence: captured
      source: It was run.
      registry: [family]
      headers: {}
      body: []
      retries: { max_retries: 0 }
      timeouts: {}
      """
    return Cases.Suite(
      cases: [],
      requirements: names.map { requirement($0, .must, breaks) }
        + [requirement("nice", .should, breaks), requirement("foreign", .must, [])],
      clients: [try ClientProfile.decoded(from: yaml)], version: "1", digest: "d")
  }

  static func verdict(
    _ changed: [String: VerdictKind] = [:], isWhole: Bool = true, cause: InconclusiveCause? = nil,
    required names: [String] = required
  ) throws -> Report.Client {
    let suite = try suite(required: names)
    let checks = suite.requirements.map { entry in
      let id = entry.requirement.id
      return Report.Check(
        id: "c#\(id)", requirement: id, level: entry.requirement.level, verdict: changed[id] ?? .pass,
        cause: changed[id] == nil ? nil : cause)
    }
    let requirements = suite.requirements.map { entry in
      Report.Requirement(
        entry.requirement, verdicts: checks.filter { $0.requirement == entry.requirement.id }.map(\.verdict))
    }
    let readiness = ClientReadiness(suite: suite, checks: checks, isWhole: isWhole)
    return try #require(readiness.clients(requirements).first)
  }

  @Test func itWorksWhenEverythingItNeedsHeld() throws {
    #expect(try Self.verdict().verdict == .works)
    #expect(try Self.verdict(["foreign": .fail]).verdict == .works)
  }

  @Test func aRequiredFailureBreaksItAndALossLimitsIt() throws {
    let broken = try Self.verdict(["needed-3": .fail, "nice": .fail])
    #expect(broken.verdict == .breaks && broken.blocking == ["needed-3"] && broken.degraded == ["nice"])
    #expect(try Self.verdict(["nice": .fail]).verdict == .limited)
    let recovered = try Self.verdict(["needed-3": .recovered])
    #expect(recovered.verdict == .limited && recovered.degraded == ["needed-3"])
  }

  @Test func whatWasNotJudgedLeavesItUnknown() throws {
    let open = try Self.verdict(["needed-3": .notRun])
    #expect(open.verdict == .unknown && open.undecided == ["needed-3"])
    #expect(try Self.verdict(["needed-3": .inconclusive], cause: .control).verdict == .unknown)
    #expect(try Self.verdict(isWhole: false).verdict == .unknown)
    // A model that gave no occasion is no gap in the judgement.
    #expect(try Self.verdict(["needed-3": .inconclusive], cause: .model).verdict == .works)
    // A failure is known whatever else is not.
    #expect(try Self.verdict(["needed-3": .fail, "needed-4": .notRun], isWhole: false).verdict == .breaks)
  }

  @Test func tooLittleKnownIsUnknown() throws {
    #expect(try Self.verdict(required: Array(Self.required.dropFirst())).verdict == .unknown)
  }
}
