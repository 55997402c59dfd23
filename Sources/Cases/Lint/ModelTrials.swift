extension LintRules {
  /// Trials with a quorum are for model behaviour; everything else has to hold every time.
  static func modelTrials(_ suite: Suite) -> [Diagnostic] {
    suite.cases.compactMap { subject -> Diagnostic? in
      if subject.trials.pass > subject.trials.run {
        return Diagnostic(code: "bad-trials", "a quorum larger than the number of tries", at: subject.place)
      }
      guard subject.trials.run > 1 else { return nil }
      let strict = subject.requirements.first { suite.requirement($0)?.kind != .model }
      return strict.map {
        Diagnostic(
          code: "trials-without-model", "trials are for requirements of kind model, and '\($0)' is of another kind",
          at: subject.place)
      }
    }
  }
}
