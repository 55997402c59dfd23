import Cases

/// Identifies requests that may share one answer.
package struct ShareKey: Hashable, Sendable {
  private let limits: [Int]
  private let request: RequestIdentity

  /// The same for keys that are the same.
  var text: String { "\(limits.map(String.init).joined(separator: " ")) \(request.text)" }

  /// Nil when the step needs an exchange of its own: it depends on earlier ones, goes out in several
  /// copies, is repeated, hangs up, wants a certain connection, or says so.
  package init?(_ step: Step, renderer: RequestRenderer, trials: Trials = Trials()) {
    guard !step.isUnshared, !step.isBackground, step.parallel == 1, trials.run == 1, step.request.disconnect == nil,
      step.poll == nil,
      step.request.connection == .reuse,
      step.request.variables.allSatisfy({ Bindings.provided.contains($0) && $0 != "n" })
    else { return nil }
    let wanted = step.request.limits
    limits = [wanted.firstByte ?? 0, wanted.idle ?? 0, wanted.total ?? 0]
    request = renderer.identity(of: step.request)
  }
}
