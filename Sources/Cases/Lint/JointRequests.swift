extension LintRules {
  /// A joint request stands for several others: at least two steps name it or have it as their own, it depends
  /// on nothing, and nobody expects it to be refused.
  @Sendable static func jointRequests(_ suite: Suite) -> [Diagnostic] {
    let renderer = RequestRenderer(baseURL: "", usualAuth: .usual)
    var members: [String: Int] = [:]
    for step in suite.cases.lazy.flatMap(\.steps) {
      for request in [step.request, step.joint].compactMap({ $0 }) {
        members[renderer.identity(of: request), default: 0] += 1
      }
    }
    return unique(
      suite.cases.flatMap { subject in
        subject.steps.compactMap { step -> Diagnostic? in
          guard let joint = step.joint else { return nil }
          let problem =
            members[renderer.identity(of: joint)] == 1
            ? "no other case names this joint request or has it as its own, so it saves nothing"
            : problem(of: joint, in: step, of: subject)
          return problem.map { Diagnostic(code: "bad-joint", $0, at: step.place) }
        }
      })
  }

  private static func problem(of joint: RequestTemplate, in step: Step, of subject: Case) -> String? {
    if step.isFaulty { return "a refusal cannot be asked for jointly: it could be about another part" }
    if step.checks.isEmpty { return "a step that claims nothing cannot have a joint request" }
    if !subject.relations.isEmpty { return "a case with relations cannot have a joint request" }
    if subject.trials.run > 1 { return "a case with trials cannot have a joint request" }
    if step.parallel > 1 || step.isFresh || step.isBackground || !step.captures.isEmpty {
      return "a step that captures, or that is parallel, fresh or in the background cannot have a joint request"
    }
    if step.request.hangUp != nil || joint.hangUp != nil { return "a joint request is not hung up on" }
    if step.request.connection != .reuse || joint.connection != .reuse {
      return "a joint request cannot be about its connection"
    }
    if !(step.request.variables + joint.variables).allSatisfy({ Bindings.provided.contains($0) && $0 != "n" }) {
      return "neither a joint request nor one that it stands for may use captures or ${n}"
    }
    return nil
  }
}
