import Cases
import Contract
import Verdicts
import Wire

/// Everything that can be decided before the first byte of the suite is sent.
package struct Plan: Sendable {
  package var cases: [PlannedCase]
  package var cost: PlanCost
  /// Set when this is a part of a plan for several machines.
  package var origin: ShardOrigin?

  /// - Parameters:
  ///   - replayAuth: header forms under which every case is replayed; empty: once, with the usual one.
  package init(suite: Suite, selection: Selection, facts: TargetFacts, replayAuth: [AuthRow], renderer: RequestRenderer)
  {
    let chosen = Self.withControls(suite.cases.filter { selection.includes($0, in: suite) }, suite)
    var cases: [PlannedCase] = []
    // A case with credentials of its own is not replayed, but its control may be: any row that is let in will do.
    let controlRow = replayAuth.first { $0 != .none || facts.auth != .required }
    for subject in chosen {
      let control = suite.controlAddress(of: subject)
      if replayAuth.isEmpty || !subject.steps.contains(where: { $0.request.auth == .default }) {
        let address = control.map { name in
          controlRow.flatMap { suite.caseAt(name)?.replayed(under: $0, facts).address } ?? name
        }
        cases.append(PlannedCase(subject: subject, control: address, decision: Self.decide(subject, facts)))
        continue
      }
      // A form that is named twice is replayed once: the same addresses would stand in the plan again.
      for (place, row) in replayAuth.enumerated() where replayAuth.firstIndex(of: row) == place {
        let replayed = subject.replayed(under: row, facts)
        let itsControl = control.map { suite.caseAt($0)?.replayed(under: row, facts).address ?? $0 }
        var decision = Self.decide(replayed, facts)
        if row == .none, facts.auth == .required, decision == .run {
          decision = .notApplicable(.credentialsDemanded)
        }
        cases.append(PlannedCase(subject: replayed, control: itsControl, decision: decision))
      }
    }
    self.cases = cases
    cost = PlanCost(cases, renderer: renderer)
  }

  /// A plan that sends nothing, for exchanges that are there already.
  package init(recorded cases: [PlannedCase]) {
    self.cases = cases
    cost = PlanCost()
  }

  package var applicable: [PlannedCase] { cases.filter { $0.decision == .run } }

  /// Controls of selected cases run too, before the cases that need them.
  private static func withControls(_ selected: [Case], _ suite: Suite) -> [Case] {
    var included = Set<String>()
    var ordered: [Case] = []
    func include(_ subject: Case, depth: Int) {
      if let address = suite.controlAddress(of: subject), depth < 8, let control = suite.caseAt(address) {
        include(control, depth: depth + 1)
      }
      if included.insert(subject.address).inserted { ordered.append(subject) }
    }
    for subject in selected { include(subject, depth: 0) }
    return ordered
  }

  private static func decide(_ subject: Case, _ facts: TargetFacts) -> PlannedCase.Decision {
    if let unmet = facts.firstUnmet(of: subject.conditions) {
      let found = facts[unmet.fact] ?? "unknown"
      return .notApplicable(.condition(fact: unmet.fact.rawValue, needed: unmet.values, found: found))
    }
    if facts[.http] == "unsupported", subject.needsConnection {
      return .notApplicable(.condition(fact: "http", needed: ["supported"], found: "unsupported"))
    }
    let rows = subject.steps.map(\.request.auth)
    if facts.hasToken == false {
      if rows.contains(where: \.needsToken) { return .notApplicable(.tokenNeeded) }
      if facts.auth == .required, rows.contains(.default) {
        return .notRun(.noToken)
      }
    }
    return .run
  }
}

/// One case of a plan and what is to become of it.
package struct PlannedCase: Sendable {
  package enum Decision: Sendable, Equatable {
    case run
    case notApplicable(NotApplicable)
    case notRun(NotRun)
  }
  package var subject: Case
  /// Address of its control within the plan.
  package var control: String?
  package var decision: Decision
  /// Whether it runs only because others need it as a control; another machine reports it.
  package var isBorrowed = false
  /// Its place in the whole plan, from 0; only in a part of one.
  package var position: Int?

  package init(subject: Case, control: String?, decision: Decision) {
    self.subject = subject
    self.control = control
    self.decision = decision
  }
}

extension Case {
  /// Whether it is about how a request is carried and not about what it says.
  fileprivate var needsConnection: Bool {
    steps.contains { $0.request.framing != .contentLength || $0.request.connection != .reuse }
  }

  /// The same case with every usual credential replaced by one form, as a row of its own. Without a token
  /// an open server gets a made-up one in the same header, as users of such servers send it.
  func replayed(under row: AuthRow, _ facts: TargetFacts) -> Case {
    let isMadeUp = facts.hasToken == false && facts.auth != .required
    let sent: AuthRow =
      switch row {
      case .apiKey where isMadeUp: .dummyKey
      case .bearer where isMadeUp: .dummyBearer
      default: row
      }
    guard steps.contains(where: { $0.request.auth == .default }) else { return self }
    var copy = self
    copy.row = (self.row.isEmpty ? "" : self.row + ",") + "replay-auth=\(row.rawValue)"
    for index in copy.steps.indices where copy.steps[index].request.auth == .default {
      copy.steps[index].request.auth = sent
      if copy.steps[index].combined?.auth == .default { copy.steps[index].combined?.auth = sent }
    }
    return copy
  }
}
