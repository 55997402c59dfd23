import Wire

extension LintRules {
  /// Profiles have different names, cases that exist, each once, and requirements that exist.
  static func knownProfiles(_ suite: Suite) -> [Diagnostic] {
    var first: [String: SourcePlace] = [:]
    return suite.profiles.flatMap { profile in
      var mistakes = profileMistakes(profile, suite)
      if let earlier = first[profile.name] {
        mistakes.append(
          Diagnostic(
            code: "repeated-id", "profile '\(profile.name)' is described twice", at: profile.place,
            notes: [Diagnostic.Note("first described here", at: earlier)]))
      }
      first[profile.name] = profile.place
      return mistakes
    }
  }

  private static func profileMistakes(_ profile: SuiteProfile, _ suite: Suite) -> [Diagnostic] {
    var first: [String: SourcePlace] = [:]
    let cases: [Diagnostic] = profile.cases.compactMap { entry in
      if let earlier = first[entry.name] {
        return Diagnostic(
          code: "repeated-id", "'\(entry.name)' is listed twice", at: entry.place,
          notes: [Diagnostic.Note("first listed here", at: earlier)])
      }
      first[entry.name] = entry.place
      guard suite.caseAt(entry.name) == nil else { return nil }
      return Diagnostic(
        code: "unknown-case", "no case has the address '\(entry.name)'", at: entry.place,
        hint: Suggestions.hint(for: entry.name, among: suite.cases.map(\.address)))
    }
    let requirements = profile.requirements.filter { suite.requirement($0.name) == nil }
    return cases
      + requirements.map {
        Diagnostic(
          code: "unknown-requirement", "no requirement '\($0.name)' is registered", at: $0.place,
          hint: Suggestions.hint(for: $0.name, among: suite.requirements.map(\.requirement.id)))
      }
  }
}
