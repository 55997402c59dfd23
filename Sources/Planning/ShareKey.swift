import Cases

/// Identifies requests that may share one answer.
package struct ShareKey: Hashable, Sendable {
  let text: String

  /// Nil when the step needs an exchange of its own: it depends on earlier ones, goes out in several
  /// copies, hangs up, wants a certain connection, or says so.
  package init?(_ step: Step, renderer: RequestRenderer, trials: Trials = Trials()) {
    guard !step.isUnshared, !step.isBackground, step.parallel == 1, trials.run == 1, step.request.disconnect == nil,
      step.request.connection == .reuse,
      step.request.variables.allSatisfy({ Bindings.provided.contains($0) && $0 != "n" })
    else { return nil }
    let limits = step.request.limits
    text =
      "\(limits.firstByte ?? 0) \(limits.idle ?? 0) \(limits.total ?? 0) \(renderer.identity(of: step.request))"
  }
}
