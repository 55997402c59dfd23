extension VerdictKind {
  /// Worst first. Whatever is known or feared to be wrong outranks whatever is good, so one broken,
  /// unjudged or unsupported check keeps its requirement from looking as if all of it had passed:
  ///
  /// - `fail`, `unexpected-pass`: red, in this order, because a failure is about the server and a
  ///   stale expectation only about a list;
  /// - `not-run`, `inconclusive`: nobody knows; nothing was sent at all is the greater gap;
  /// - `expected-fail`, `flaky`: known to be wrong, always or at times;
  /// - `recovered`: works at the cost of further requests and of what the client leaves out;
  /// - `unsupported`: absent, and said so;
  /// - `pass`;
  /// - `not-applicable`: says nothing, so it yields to everything.
  package static let worstFirst: [VerdictKind] = [
    .fail, .unexpectedPass, .notRun, .inconclusive, .expectedFail, .flaky, .recovered, .unsupported, .pass,
    .notApplicable,
  ]

  /// The worst of several verdicts; `not-run` when there are none, because nothing was judged.
  package static func worst(of verdicts: some Sequence<VerdictKind>) -> VerdictKind {
    let present = Set(verdicts)
    return worstFirst.first(where: present.contains) ?? .notRun
  }

  /// Whether a claim about the server was weighed and decided, for better or worse.
  package var isJudged: Bool {
    switch self {
    case .pass, .fail, .expectedFail, .unexpectedPass, .flaky: true
    case .unsupported, .recovered, .notApplicable, .inconclusive, .notRun: false
    }
  }
}
