import DropinKit
import ArgumentParser

/// `dropin plan`: what a run would do, without sending anything.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what a run would send and what it costs at most, without sending anything.")

  @OptionGroup var target: TargetOptions
  @OptionGroup var suite: SuiteOptions
  @OptionGroup var selection: SelectionOptions

  @Flag(help: "Print the plan as JSON.") var json = false
  @Flag(name: .shortAndLong, help: "List every case, and whether it will be sent.") var verbose = false
  @Option(help: "Prompt tokens that the server reads in a second.") var prefill: Double = 400
  @Option(help: "Tokens that the server writes in a second.") var generation: Double = 25

  func validate() throws {
    guard prefill > 0, generation > 0 else { throw ValidationError("--prefill and --generation are numbers above 0") }
  }

  func run() async throws {
    let loaded = try suite.loadForJudging()
    let resolved = try await Target.resolve(target)
    defer { if let server = resolved.server { Task { await server.stop() } } }
    var facts = resolved.facts
    // A run probes this; of the embedded server it is known.
    if resolved.server != nil, facts.auth == nil { facts.auth = .off }
    var description = RunDescription(
      of: loaded, baseURL: resolved.baseURL, model: resolved.model ?? "", defaultAuth: resolved.defaultAuth,
      facts: facts,
      selection: try selection.selection(in: loaded), replayAuth: try selection.replayRows())
    description.shard = selection.part
    let described = DescribedRun(description, of: loaded)
    let plan = described.plan
    if json {
      Terminal.output(plan.json(renderer: described.renderer).text(.indented))
    } else {
      summary(plan, prompts: PlanPrompts(plan, renderer: described.renderer))
      show(plan, facts: facts, gap: CoverageGap(plan, of: loaded, selection: description.selection))
    }
    if plan.cases.isEmpty { throw ExitStatus.usage.code }
  }

  private func show(_ plan: Plan, facts: TargetFacts, gap omission: CoverageGap) {
    if plan.cost.atMost != plan.cost.expected {
      Terminal.output(
        "worst case, if every combined request is rejected: "
          + words(plan.cost.atMost))
    }
    for level in omission.isEmpty ? [] : Level.allCases {
      let ids = omission.requirements[level] ?? []
      let list = ids.isEmpty ? "" : ": " + ids.joined(separator: ", ")
      Terminal.output("not covered at level \(level.rawValue): \(ids.count) requirements\(list)")
    }
    if facts.auth == nil {
      Terminal.output("the auth mode is not declared; a run probes it with up to 5 more requests")
    }
    guard verbose else { return Terminal.output("-v lists the cases") }
    for planned in plan.cases {
      let subject = planned.subject
      switch planned.decision {
      case .run: Terminal.output("\(planned.isBorrowed ? "ctl" : "run")  \(subject.address)  \(subject.title)")
      case .notApplicable(let why): Terminal.output("n/a  \(subject.address)  \(Wording.message(why))")
      case .notRun(let why): Terminal.output("not  \(subject.address)  \(Wording.message(why))")
      }
    }
  }

  /// What it costs, before anything else.
  private func summary(_ plan: Plan, prompts: PlanPrompts) {
    let cost = plan.cost.expected
    Terminal.output("\(plan.applicable.count) of \(plan.cases.count) cases apply")
    Terminal.output(
      "\(cost.requests) requests; \(cost.generating) of them read about \(prompts.tokens) prompt tokens "
        + "and write at most \(cost.outputTokens)")
    if prompts.oversized > 0 {
      Terminal.output(
        "not counted: \(prompts.oversized) of more than 75,000 prompt tokens each, which show how a long prompt ends")
    }
    // bounded: floating point, which no number makes trap
    let seconds = Double(prompts.tokens) / prefill + Double(cost.outputTokens) / generation
    let minutes = max(1, Int(nearest: (seconds / 60).rounded(.up)))
    Terminal.output(
      "at most about \(minutes) min at \(Int(nearest: prefill)) prompt tokens and "
        + "\(Int(nearest: generation)) output tokens a second (--prefill, --generation)")
  }

  private func words(_ amount: PlanCost.Amount) -> String {
    "\(amount.requests) requests; \(amount.generating) of them generate at most \(amount.outputTokens) tokens"
  }
}
