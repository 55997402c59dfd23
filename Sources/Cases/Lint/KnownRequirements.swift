extension LintRules {
  /// Every check names a registered requirement.
  @Sendable static func knownRequirements(_ suite: Suite) -> [Diagnostic] {
    let ids = suite.requirements.map(\.requirement.id)
    func check(_ id: String, _ place: SourcePlace) -> Diagnostic? {
      guard suite.requirement(id) == nil else { return nil }
      return Diagnostic(
        code: "unknown-requirement", "no requirement '\(id)' is registered", at: place, hint: hint(id, ids))
    }
    return unique(
      suite.cases.flatMap { subject in
        subject.steps.flatMap { $0.checks.compactMap { check($0.requirement, $0.place) } }
          + subject.relations.compactMap { check($0.requirement, $0.place) }
      })
  }
}
