import ArgumentParser
import Cases
import Running

/// `dropin plan`: what a run would do, without sending anything.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a run would send and what it costs at most, without sending anything.")

  @OptionGroup var target: TargetOptions
  @OptionGroup var suite: SuiteOptions
  @OptionGroup var selection: SelectionOptions

  func run() async throws {
    let loaded = try suite.loadForJudging()
    let resolved = try await Target.resolve(target)
    defer { if let server = resolved.server { Task { await server.stop() } } }
    let facts = resolved.facts
    let plan = Plan(
      suite: loaded, selection: selection.selection, facts: facts, replayAuth: try selection.replayRows(),
      renderer: RequestRenderer(baseURL: resolved.baseURL, usualAuth: resolved.usualAuth))
    for planned in plan.cases {
      let subject = planned.subject
      switch planned.decision {
      case .run: Terminal.output("run  \(subject.address)  \(subject.title)")
      case .notApplicable(let why): Terminal.output("n/a  \(subject.address)  \(why)")
      case .notRun(let why): Terminal.output("not  \(subject.address)  \(why)")
      }
    }
    let cost = plan.cost
    Terminal.output(
      "\(plan.applicable.count) of \(plan.cases.count) cases, at most \(cost.requests) requests, of which \(cost.generating) generate at most \(cost.maximumOutputTokens) tokens")
    if facts[.auth] == nil { Terminal.output("the auth mode is not declared; a run probes it with up to 5 requests more") }
    if plan.cases.isEmpty { throw ExitStatus.usage.code }
  }
}
