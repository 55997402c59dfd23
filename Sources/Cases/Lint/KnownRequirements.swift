extension LintRules {
  /// Every check names a registered requirement.
  static func knownRequirements(_ suite: Suite) -> [Diagnostic] {
    let ids = suite.requirements.map(\.requirement.id)
    func check(_ id: String, at place: SourcePlace) -> Diagnostic? {
      guard suite.requirement(id) == nil else { return nil }
      return Diagnostic(
        code: "unknown-requirement", "no requirement '\(id)' is registered", at: place,
        hint: Suggestions.hint(for: id, among: ids))
    }
    return suite.cases.flatMap { subject in
      subject.steps.flatMap(\.checks).compactMap { check($0.requirement, at: $0.requirementPlace) }
        + subject.relations.compactMap { check($0.requirement, at: $0.requirementPlace) }
    }
  }
}
