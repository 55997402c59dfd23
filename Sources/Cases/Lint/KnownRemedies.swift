import Wire

extension LintRules {
  /// Tasks and remedies have names of their own, patterns that match something, and profiles speak of tasks that exist.
  static func knownRemedies(_ suite: Suite) -> [Diagnostic] {
    let names = suite.tasks.map(\.name)
    let profiles = suite.clients.flatMap { client in
      (client.tasks.core + client.tasks.other).filter { !names.contains($0) && !suite.tasks.isEmpty }.map {
        Diagnostic(
          code: "unknown-task", "'\(client.name)' lists an unknown task: '\($0)'", at: client.place,
          hint: Suggestions.hint(for: $0, among: names))
      }
        + client.tasks.proof.filter { suite.requirement($0) == nil }.map {
          Diagnostic(
            code: "unknown-requirement", "'\($0)' is not a requirement", at: client.place,
            hint: Suggestions.hint(for: $0, among: suite.requirements.map(\.requirement.id)))
        }
    }
    return repeated(suite.tasks.map { ($0.name, $0.place) }, "task")
      + repeated(suite.remedies.map { ($0.name, $0.place) }, "remedy")
      + (suite.tasks.flatMap(\.patterns) + suite.remedies.flatMap(\.patterns)).compactMap { idle($0, suite) }
      + withoutTask(suite) + profiles + suite.remedies.compactMap(withoutAdvice)
  }

  private static func repeated(_ entries: [(name: String, place: SourcePlace)], _ noun: String) -> [Diagnostic] {
    var first: [String: SourcePlace] = [:]
    return entries.compactMap { entry in
      guard isSlug(entry.name) else {
        return Diagnostic(
          code: "bad-name",
          "'\(entry.name)' is not a valid name of a \(noun); use lower case letters, digits and hyphens",
          at: entry.place)
      }
      if let earlier = first[entry.name] {
        return Diagnostic(
          code: "repeated-id", "\(noun) '\(entry.name)' is described twice", at: entry.place,
          notes: [Diagnostic.Note("first described here", at: earlier)])
      }
      first[entry.name] = entry.place
      return nil
    }
  }

  private static func idle(_ pattern: RequirementPattern, _ suite: Suite) -> Diagnostic? {
    let requirements = suite.requirements.map(\.requirement)
    guard !requirements.contains(where: pattern.matches) else { return nil }
    let candidates = requirements.map(\.id) + Set(requirements.map(\.area)).sorted().map { "area:\($0)" }
    return Diagnostic(
      code: "idle-pattern", "no requirement matches '\(pattern.text)'", at: pattern.place,
      hint: Suggestions.hint(for: pattern.text, among: candidates))
  }

  /// What no task rests on would show in no cell. A group that only some servers have has none: most clients never ask.
  private static func withoutTask(_ suite: Suite) -> [Diagnostic] {
    guard !suite.tasks.isEmpty else { return [] }
    return suite.requirements.filter {
      !$0.isAdded && $0.requirement.surface == nil && suite.tasks(of: $0.requirement).isEmpty
    }.map {
      Diagnostic(
        code: "no-task", "no task in specs/tasks.yaml rests on '\($0.requirement.id)'", at: $0.place,
        hint: "list its id or area under one")
    }
  }

  private static func withoutAdvice(_ remedy: Remedy) -> Diagnostic? {
    let all = [remedy.advice] + remedy.implementations.map(\.advice)
    guard all.allSatisfy({ $0.user == nil && $0.author == nil }) else { return nil }
    return Diagnostic(
      code: "no-advice", "'\(remedy.name)' does not say what anybody can change", at: remedy.place,
      hint: "give user, author or both")
  }
}
