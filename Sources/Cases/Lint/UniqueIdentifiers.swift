import Wire

extension LintRules {
  /// Case addresses, requirement ids, and step and check ids within a case occur once.
  @Sendable static func uniqueIdentifiers(_ suite: Suite) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var places: [String: SourcePlace] = [:]
    func note(_ name: String, _ what: String, _ place: SourcePlace) {
      if let first = places[name] {
        diagnostics.append(
          Diagnostic(
            code: "repeated-id", "\(what) is used twice", at: place,
            notes: [Diagnostic.Note("first used here", at: first)]))
      } else {
        places[name] = place
      }
    }
    for entry in suite.requirements {
      note("requirement \(entry.requirement.id)", "requirement id '\(entry.requirement.id)'", entry.place)
    }
    for subject in suite.cases {
      note("case \(subject.address)", "case address '\(subject.address)'", subject.place)
      if !isSlug(subject.id) {
        diagnostics.append(
          Diagnostic(code: "bad-id", "'\(subject.id)' is no id: lower case, digits and hyphens", at: subject.place))
      }
      for step in subject.steps {
        note("step \(subject.address) \(step.id)", "step id '\(step.id)'", step.place)
        for check in step.checks {
          note("check \(subject.address) \(step.id) \(check.id)", "check id '\(check.id)'", check.place)
        }
      }
      for relation in subject.relations {
        note("check \(subject.address) \(relation.id)", "relation id '\(relation.id)'", relation.place)
      }
    }
    return unique(diagnostics)
  }

  static func isSlug(_ text: String) -> Bool {
    guard let first = text.utf8.first, first >= 0x61, first <= 0x7A else { return false }
    return text.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }
  }

  /// Rows of one matrix repeat each other's mistakes.
  static func unique(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
