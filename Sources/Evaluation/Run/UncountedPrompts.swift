import Verdicts

/// Whether the server counts what it reads. Where a prompt that is longer by a hundred words has no more input tokens,
/// as with mocks that have one number for everything, no count shows what became of a prompt.
struct UncountedPrompts {
  private let witness: CheckResult?

  /// The requirement that says so: it keeps its verdict.
  static let owner = "resp-usage-monotone"

  init(_ results: [CheckResult]) {
    witness = results.first {
      $0.requirement == Self.owner && $0.verdict.violation?.detail == .relation(.notGreater)
    }
  }

  /// Takes back what rests on the counts, and says so once.
  func set(aside results: inout [CheckResult]) -> Diagnosis? {
    guard let witness else { return nil }
    for (index, result) in results.enumerated() where result.requirement != Self.owner {
      guard result.verdict.violation?.restsOnInputCount == true else { continue }
      results[index].verdict = .inconclusive(
        Inconclusive.inputUncounted(owner: Self.owner).replacing(result.verdict))
    }
    return Diagnosis(
      code: .promptsUncounted,
      sentence: "Longer prompts have no more input tokens: the counts do not show what the server reads.",
      exchanges: [witness.exchange].compactMap { $0 } + (witness.verdict.violation?.relatedExchanges ?? []))
  }
}
