import Wire

extension LintRules {
  /// Case ids, requirement ids, source ids, and step and check ids within a case occur once.
  static func uniqueIdentifiers(_ suite: Suite) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var places: [String: SourcePlace] = [:]
    func note(_ name: String, called what: String, at place: SourcePlace) {
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
      note("requirement \(entry.requirement.id)", called: "requirement id '\(entry.requirement.id)'", at: entry.place)
    }
    for source in suite.sources.sources {
      note("source \(source.id)", called: "source id '\(source.id)'", at: source.place)
    }
    var files: [String: SourcePlace] = [:]
    var addresses = Set<String>()
    for subject in suite.cases {
      // Rows of one case have the same place, and addresses of their own.
      if let first = files.updateValue(subject.place, forKey: subject.id), first != subject.place {
        diagnostics.append(
          Diagnostic(
            code: "repeated-id", "case id '\(subject.id)' is used twice", at: subject.place,
            notes: [Diagnostic.Note("first used here", at: first)]))
      } else if !addresses.insert(subject.address).inserted {
        diagnostics.append(
          Diagnostic(code: "repeated-id", "the row '\(subject.address)' occurs twice", at: subject.place))
      }
      if !isSlug(subject.id) {
        diagnostics.append(
          Diagnostic(
            code: "bad-id", "'\(subject.id)' is not an id: use lower-case letters, digits and hyphens",
            at: subject.place))
      }
      for step in subject.steps {
        note("step \(subject.address) \(step.id)", called: "step id '\(step.id)'", at: step.place)
        for check in step.checks {
          note("check \(subject.address) \(step.id) \(check.id)", called: "check id '\(check.id)'", at: check.place)
        }
      }
      for relation in subject.relations {
        note("check \(subject.address) \(relation.id)", called: "relation id '\(relation.id)'", at: relation.place)
      }
    }
    return diagnostics
  }

  static func isSlug(_ text: String) -> Bool {
    guard let first = text.utf8.first, first >= 0x61, first <= 0x7A else { return false }
    return text.utf8.allSatisfy { ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }
  }
}
