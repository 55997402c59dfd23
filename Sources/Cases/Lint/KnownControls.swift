extension LintRules {
  /// A control is a case of the suite, claims something, and is not its own control.
  static func knownControls(_ suite: Suite) -> [Diagnostic] {
    suite.cases.compactMap { subject -> Diagnostic? in
      guard let address = suite.controlAddress(of: subject) else { return nil }
      guard let control = suite.caseAt(address) else {
        return Diagnostic(
          code: "unknown-control", "no case '\(address)' to be the control",
          at: subject.controlPlace ?? subject.place,
          hint: Suggestions.hint(for: address, among: suite.cases.map(\.address)))
      }
      if control.address == subject.address {
        return Diagnostic(
          code: "own-control", "a case cannot be its own control", at: subject.controlPlace ?? subject.place,
          hint: "control: none")
      }
      if control.steps.allSatisfy(\.checks.isEmpty) {
        return Diagnostic(
          code: "idle-control", "the control '\(address)' claims nothing",
          at: subject.controlPlace ?? subject.place)
      }
      return nil
    }
  }

  /// A refusal only means something when the same request without the fault is accepted.
  static func negativesHaveControls(_ suite: Suite) -> [Diagnostic] {
    suite.cases.compactMap { subject -> Diagnostic? in
      guard subject.control == nil, subject.isNegative else { return nil }
      return Diagnostic(
        code: "no-control", "a case that expects a refusal needs a control", at: subject.place,
        hint: "control: the case with the same request without the fault")
    }
  }
}

extension Case {
  /// Whether some step sends a request that has to be refused.
  package var isNegative: Bool { steps.contains(where: \.expectsRejection) }
}

extension Step {
  /// Whether the request has to be refused, whatever else may be claimed about it.
  package var expectsRejection: Bool {
    checks.contains { if case .refused = $0.expectation.outcome { true } else { false } }
  }

  /// Whether the request may be refused as invalid, or served: the form of the reply says nothing of sound requests.
  package var toleratesRefusal: Bool {
    checks.contains { check in
      check.expectation.alternatives.contains { alternative in
        guard alternative.result != .unsupported, case .refused(let refusal) = alternative.expectation.outcome else {
          return false
        }
        // A refusal for credentials, a name or too much to do says nothing against the request.
        return refusal.statuses.contains(400)
      }
    }
  }
}
