import Wire

extension LintRules {
  /// Profiles have different names, cases that exist, each once, and requirements that exist.
  @Sendable static func knownProfiles(_ suite: Suite) -> [Diagnostic] {
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
      if let earlier = first[entry.address] {
        return Diagnostic(
          code: "repeated-id", "'\(entry.address)' is listed twice", at: entry.place,
          notes: [Diagnostic.Note("first listed here", at: earlier)])
      }
      first[entry.address] = entry.place
      guard suite.caseAt(entry.address) == nil else { return nil }
      return Diagnostic(
        code: "unknown-case", "no case has the address '\(entry.address)'", at: entry.place,
        hint: hint(entry.address, suite.cases.map(\.address)))
    }
    let requirements = profile.requirements.filter { suite.requirement($0) == nil }
    return cases
      + requirements.map {
        Diagnostic(
          code: "unknown-requirement", "'\($0)' is no requirement", at: profile.place,
          hint: hint($0, suite.requirements.map(\.requirement.id)))
      }
  }
}
