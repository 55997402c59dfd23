import Contract

extension Verdict {
  /// Worst first. Whatever is known or feared to be wrong outranks whatever is good, so one broken,
  /// unjudged or unsupported check keeps its requirement from looking as if all of it had passed:
  ///
  /// - `fail`, `unexpected-pass`: red, in this order, because a failure is about the server and a
  ///   stale expectation only about a list;
  /// - `not-run`, `inconclusive`: nobody knows; nothing was sent at all is the greater gap;
  /// - `expected-fail`, `flaky`: known to be wrong, always or at times;
  /// - `unsupported`: absent, and said so;
  /// - `pass`;
  /// - `not-applicable`: says nothing, so it yields to everything.
  public static let worstFirst: [Verdict] = [
    .fail, .unexpectedPass, .notRun, .inconclusive, .expectedFail, .flaky, .unsupported, .pass,
    .notApplicable,
  ]

  /// The worst of several verdicts; `not-run` when there are none, because nothing was judged.
  public static func worst(of verdicts: some Sequence<Verdict>) -> Verdict {
    let present = Set(verdicts)
    return worstFirst.first(where: present.contains) ?? .notRun
  }

  /// Whether a claim about the server was weighed and decided, for better or worse.
  public var isJudged: Bool {
    switch self {
    case .pass, .fail, .expectedFail, .unexpectedPass, .flaky: true
    case .unsupported, .notApplicable, .inconclusive, .notRun: false
    }
  }
}
