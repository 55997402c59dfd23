extension LintRules {
  /// Every source of a requirement is in the registry, or is an issue by its number.
  static func knownSources(_ suite: Suite) -> [Diagnostic] {
    guard !suite.sources.sources.isEmpty else { return [] }
    let known = suite.sources.sources.map(\.id)
    return suite.requirements.flatMap { entry in
      zip(entry.requirement.sources, entry.sourcePlaces).compactMap { source, place in
        if suite.sources.resolves(source) { return nil }
        guard let id = suite.sources.id(of: source) else {
          return Diagnostic(
            code: "bad-source", "'\(source.reference)' is not the number of an issue", at: place,
            hint: "owner/repository#12")
        }
        return Diagnostic(
          code: "unknown-source", "specs/sources.yaml has no '\(id)'", at: place,
          hint: Suggestions.hint(for: id, among: known))
      }
    }
  }

  /// Every source of the registry is what some requirement rests on.
  static func usedSources(_ suite: Suite) -> [Diagnostic] {
    let used = Set(suite.requirements.flatMap(\.requirement.sources).compactMap(suite.sources.id(of:)))
    return suite.sources.sources.filter { !used.contains($0.id) }.map {
      Diagnostic(code: "unused-source", "no requirement rests on '\($0.id)'", at: $0.place, hint: "remove it")
    }
  }
}
