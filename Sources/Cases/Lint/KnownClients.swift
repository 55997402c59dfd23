import Contract
import Wire

extension LintRules {
  /// Profiles have different names and rules that match something; the registry speaks only of clients with a profile.
  static func knownClients(_ suite: Suite) -> [Diagnostic] {
    guard !suite.clients.isEmpty else { return speakers(suite) }
    return speakers(suite) + repeatedClients(suite) + suite.clients.flatMap { ruleMistakes($0, suite) }
      + strangers(suite)
  }

  /// A request that a client speaks names one with a profile, and one that it can change.
  private static func speakers(_ suite: Suite) -> [Diagnostic] {
    suite.cases.flatMap { subject in
      subject.steps.compactMap { step -> Diagnostic? in
        guard let name = step.request.client else { return nil }
        guard suite.clients.contains(where: { $0.name.sameBytes(as: name) }) else {
          return Diagnostic(
            code: "unknown-client", "'\(subject.address)' is spoken by a client without a profile: '\(name)'",
            at: step.place, hint: Suggestions.hint(for: name, among: suite.clients.map(\.name)))
        }
        guard case .json = step.request.body, !step.expectsRejection, !step.isBackground else {
          return Diagnostic(
            code: "bad-speaker",
            "a client asks again only with a JSON body that need not be refused, and is waited for",
            at: step.place)
        }
        return nil
      }
    }
  }

  private static func repeatedClients(_ suite: Suite) -> [Diagnostic] {
    var first: [String: SourcePlace] = [:]
    return suite.clients.compactMap { client in
      if let earlier = first[client.name] {
        return Diagnostic(
          code: "repeated-id", "client '\(client.name)' is described twice", at: client.place,
          notes: [Diagnostic.Note("first described here", at: earlier)])
      }
      first[client.name] = client.place
      return nil
    }
  }

  private static func ruleMistakes(_ client: ClientProfile, _ suite: Suite) -> [Diagnostic] {
    let requirements = suite.requirements.map(\.requirement)
    let candidates = requirements.map(\.id) + Set(requirements.map(\.area)).sorted().map { "area:\($0)" }
    return ([client.rules] + client.modelClasses.map(\.rules)).flatMap { rules in
      ruleMistakes(rules, requirements, candidates)
    }
  }

  private static func ruleMistakes(
    _ rules: [ClientProfile.Rule], _ requirements: [Requirement], _ candidates: [String]
  ) -> [Diagnostic] {
    var first: [String: SourcePlace] = [:]
    return rules.compactMap { rule in
      if let earlier = first[rule.pattern] {
        return Diagnostic(
          code: "repeated-need", "'\(rule.pattern)' stands under two needs, or twice under one", at: rule.place,
          notes: [Diagnostic.Note("first written here", at: earlier)])
      }
      first[rule.pattern] = rule.place
      if requirements.contains(where: rule.matches) { return nil }
      return Diagnostic(
        code: "idle-need", "no requirement matches '\(rule.pattern)'", at: rule.place,
        hint: Suggestions.hint(for: rule.pattern, among: candidates))
    }
  }

  private static func strangers(_ suite: Suite) -> [Diagnostic] {
    let known = Set(suite.clients.flatMap { [$0.name] + $0.registryNames }).sorted()
    return suite.requirements.flatMap { entry in
      entry.requirement.clients.compactMap { client in
        known.contains { $0.sameBytes(as: client.name) }
          ? nil
          : Diagnostic(
            code: "unknown-client", "'\(entry.requirement.id)' names a client without a profile: '\(client.name)'",
            at: entry.place, hint: Suggestions.hint(for: client.name, among: known))
      }
    }
  }
}
