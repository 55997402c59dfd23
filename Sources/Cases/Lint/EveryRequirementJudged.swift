extension LintRules {
  /// A requirement listed as untested is judged by no case, and a `must` of kind `wire` is never listed.
  static func everyRequirementJudged(_ suite: Suite) -> [Diagnostic] {
    let judged = Set(suite.cases.flatMap(\.requirements))
    return suite.requirements.compactMap { entry in
      guard entry.untested != nil else { return nil }
      if judged.contains(entry.requirement.id) {
        return Diagnostic(
          code: "not-untested", "'\(entry.requirement.id)' is listed as untested, and a case checks it", at: entry.place
        )
      }
      if entry.requirement.level == .must, entry.requirement.kind == .wire {
        return Diagnostic(
          code: "untested-must", "a must of kind wire cannot stay untested: '\(entry.requirement.id)'", at: entry.place)
      }
      return nil
    }
  }
}
