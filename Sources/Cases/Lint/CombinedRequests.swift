extension LintRules {
  /// A combined request depends on nothing, and nobody expects it to be refused.
  static func soundCombinedRequests(_ suite: Suite) -> [Diagnostic] {
    suite.cases.flatMap { subject in
      subject.steps.compactMap { step -> Diagnostic? in
        guard let combined = step.combined else { return nil }
        return problem(of: combined, in: step, of: subject).map {
          Diagnostic(code: "bad-combined", $0, at: combined.place.firstLine)
        }
      }
    }
  }

  /// A combined request stands for several others: at least two steps name it or have it as their own.
  static func sharedCombinedRequests(_ suite: Suite) -> [Diagnostic] {
    let renderer = RequestRenderer(baseURL: "", defaultAuth: .default)
    var members: [RequestIdentity: Int] = [:]
    let steps = suite.cases.flatMap(\.steps)
    for request in steps.flatMap({ [$0.request, $0.combined].compactMap(\.self) }) {
      members[renderer.identity(of: request), default: 0] += 1
    }
    return steps.compactMap(\.combined).filter { members[renderer.identity(of: $0)] == 1 }.map {
      Diagnostic(
        code: "bad-combined", "no other case names this combined request or has it as its own, so it saves nothing",
        at: $0.place.firstLine)
    }
  }

  private static func problem(of combined: RequestTemplate, in step: Step, of subject: Case) -> String? {
    if step.expectsRejection {
      return "a refusal cannot be asked for in a combined request: it could be about another part"
    }
    if step.checks.isEmpty { return "a step that claims nothing cannot have a combined request" }
    if !subject.relations.isEmpty { return "a case with relations cannot have a combined request" }
    if subject.trials.run > 1 { return "a case with trials cannot have a combined request" }
    if step.parallel > 1 || step.isUnshared || step.isBackground || !step.captures.isEmpty {
      return "a step that captures, or that is parallel, unshared or in the background cannot have a combined request"
    }
    if step.request.disconnect != nil || combined.disconnect != nil {
      return "a combined request is never disconnected"
    }
    if step.request.connection != .reuse || combined.connection != .reuse {
      return "a combined request cannot be about its connection"
    }
    if !(step.request.variables + combined.variables).allSatisfy({
      Bindings.provided.contains($0) && !["n", "marker"].contains($0)
    }) {
      return "neither a combined request nor one that it stands for may use captures or ${n}"
    }
    return nil
  }
}
