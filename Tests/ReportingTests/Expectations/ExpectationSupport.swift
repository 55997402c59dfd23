import Contract
import Testing
import Verdicts

@testable import Cases
@testable import Reporting

/// A small suite from the text of one case file; lint is not applied.
func smallSuite() throws -> Cases.Suite {
  let text = """
    format: 2
    area: test
    defaults: { request: { body: { model: m, max_tokens: 8, messages: [] } } }
    cases:
      - { id: hello, title: t, requirement: hello-ok, matrix: { stream: [off, on] }, expect: answered }
      - { id: tool, title: t, requirement: tool-ok, expect: answered }
      - id: two-steps
        title: t
        requirement: steps-ok
        steps: [{ id: ask, expect: answered }, { id: answer, expect: answered }]
    """
  let decoder = CaseDecoder(try YAML.parse(Array(text.utf8), file: "test.yaml"))
  if let problem = decoder.diagnostics.first { throw problem }
  let place = SourcePlace(file: "r.yaml", line: 1, column: 1)
  let invariants = ["sse-index-int", "resp-id-nonempty", "resp-id-unique"]
  let requirements = (["hello-ok", "tool-ok", "steps-ok"] + invariants).map {
    RegisteredRequirement(
      requirement: Requirement(id: $0, level: .must, kind: .wire, area: "test", text: "t", sources: [], clients: []),
      place: place, untested: nil, isInvariant: invariants.contains($0))
  }
  return Cases.Suite(cases: decoder.cases, requirements: requirements, version: "1", digest: "d")
}

func expectations(_ entries: String) throws -> ExpectationList {
  let result = ExpectationReader.read(Array("format: 1\nexpectations:\n\(entries)".utf8), file: "known.yaml")
  if let problem = result.diagnostics.first { throw problem }
  return result.list
}

func check(_ id: String, _ verdict: VerdictKind, _ reason: String? = nil, requirement: String = "hello-ok")
  -> Report.Check
{
  let word = verdict == .inconclusive ? reason?.prefix { $0 != "-" } : nil
  return Report.Check(
    id: CheckID(id), requirement: requirement, level: .must, verdict: verdict, reason: reason,
    cause: word.flatMap { InconclusiveCause(rawValue: String($0)) })
}

/// A report of these checks.
func report(_ checks: [Report.Check], model: String = "m", version: String? = nil) -> Report {
  let ids = checks.map(\.requirement).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
  let requirements = ids.map { id in
    Report.Requirement(
      id: id, level: .must, kind: .wire, area: "test", text: "text of \(id)",
      checks: VerdictCounts(checks.filter { $0.requirement == id }.map(\.verdict)))
  }
  return Report(
    tool: .init(version: "0.1.0"), suite: .init(version: "1", digest: "d"),
    target: .init(
      baseURL: "http://h", model: model, auth: .init(mode: .off, source: .probed),
      implementation: version.map { .init(name: "server", version: $0) }),
    run: .init(
      started: "2026-11-02T08:00:00Z", durationMilliseconds: 1000, requests: 1, generatingRequests: 1, inputTokens: 1,
      outputTokens: 1, complete: true),
    summary: .init(
      levels: Report.Summary.levels(of: requirements), gate: .must, exitCode: .satisfied, exitReason: "", headline: []),
    requirements: requirements, checks: checks)
}

/// A report with every member that only some reports have.
func listedReport() -> Report {
  var failed = check("hello#hello-ok", .expectedFail, "gap")
  failed.expectation = .init(entry: "known.yaml:3", reason: "gap", ticket: "t")
  var report = report([failed])
  report.cases = [.init(id: "hello", digest: "00", position: 3)]
  report.run.shard = .init(number: 2, of: 5, plan: "00", cases: 9)
  report.expectations = .init(
    file: "known.yaml",
    entries: Report.Expectations.Status.allCases.map {
      .init(
        entry: "known.yaml:3", subject: "address: hello", reason: "gap", ticket: "t", status: $0, checks: 1,
        message: "m")
    })
  return report
}
