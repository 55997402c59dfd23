import Verdicts

/// Whether tools reach the model at all. Where they add no tokens to a prompt, its template has no place for them, or a
/// gateway drops them: one observation. What rests on the model's seeing its tools is not tested then.
struct UnseenTools {
  /// The check that tells: the same prompt with tools and without costs the same.
  private let witness: CheckResult?

  /// The requirement that says so, of kind `model`: it keeps its verdict.
  static let owner = "tool-tokens-counted"

  /// What cannot hold, or would hold for nothing, when the model does not see its tools.
  static let dependent: Set<String> = [
    "tool-def-all-counted", "toolchoice-any-forces", "toolchoice-tool-forces-name", "cc-sdk2-toolrunner-loop",
    "toolresult-content-counted", "count-tools", "count-history-counted", "toolchoice-disable-parallel-any",
    "toolchoice-disable-parallel-auto", "tooluse-parallel-two-calls", "sse-tool-parallel-indices",
    "sse-tool-text-then-tool", "toolchoice-none", "toolchoice-none-with-history", "toolchoice-forced-schema-valid",
    "toolchoice-strict-schema-valid", "toolchoice-forced-no-leading-text", "toolresult-roundtrip-e2e",
    "img-in-tool-result",
    "toolresult-document-block", "tooluse-notations-whole", "sse-long-lines", "tooluse-input-seen-whole",
    "toolresult-text-whole",
  ]

  init(_ results: [CheckResult]) {
    witness = results.first {
      $0.requirement == Self.owner && $0.verdict.violation?.reason.code == "silently-ignored"
    }
  }

  func set(aside outcome: inout RunOutcome) {
    guard let witness else { return }
    for (index, result) in outcome.results.enumerated() where Self.dependent.contains(result.requirement) {
      guard result.verdict == .pass || result.verdict.kind == .fail else { continue }
      outcome.results[index].verdict = .inconclusive(
        Inconclusive.toolsUnseen(witness: witness.id.description).replacing(result.verdict))
    }
    outcome.diagnoses.append(
      Diagnosis(
        code: .toolsUnseen,
        sentence: "Tools add no tokens: this model's template has no place for them, or a gateway drops them.",
        exchanges: [witness.exchange].compactMap { $0 } + (witness.verdict.violation?.relatedExchanges ?? [])))
  }
}
