import Verdicts
import Wire

extension RequirementID {
  static let respUsageThinkingTokens: Self = "resp-usage-thinking-tokens"
  static let respUsageCacheCreationSum: Self = "resp-usage-cache-creation-sum"
  static let respUsageWords: Self = "resp-usage-words"
  static let respUsageIterations: Self = "resp-usage-iterations"
}

/// What usage says beside its totals: judged where it is said, and free to be left out.
extension FindingCollector {
  /// - Parameter place: where a member of this usage stands.
  mutating func judgeUsageDetails(_ usage: JSON, place: (String) -> Place) {
    judgeThinkingTokens(usage, place)
    judgeCacheCreation(usage, place)
    judgeWords(usage, place)
    judgeIterations(usage, place)
  }

  private mutating func judgeThinkingTokens(_ usage: JSON, _ place: (String) -> Place) {
    guard let details = usage["output_tokens_details"], !details.isNull, let output = usage["output_tokens"]?.int
    else { return }
    let count = details["thinking_tokens"]?.int
    require(
      count.map { (0...max(output, 0)).contains($0) } ?? false, for: .respUsageThinkingTokens,
      reason: details["thinking_tokens"] == nil ? "missing-field" : count == nil ? "wrong-type" : "wrong-value",
      "the tokens spent on thinking are not a part of the output tokens", expected: "thinking_tokens of 0 to \(output)",
      actual: Excerpt.of(usage), at: place("output_tokens_details"))
  }

  private mutating func judgeCacheCreation(_ usage: JSON, _ place: (String) -> Place) {
    guard let parts = usage["cache_creation"], !parts.isNull, let total = usage["cache_creation_input_tokens"]?.int
    else { return }
    let counts = ["ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens"].map { parts[$0]?.int }
    let sum = (counts[0] ?? 0).plus(counts[1] ?? 0)
    require(
      !counts.contains(nil) && sum == total, for: .respUsageCacheCreationSum,
      reason: counts.contains(nil) ? "missing-field" : "mismatch",
      "what was written into the cache for five minutes and for an hour is not what was written in total",
      expected: "\(total) in total", actual: Excerpt.of(parts), at: place("cache_creation"))
  }

  private mutating func judgeWords(_ usage: JSON, _ place: (String) -> Place) {
    for (key, words) in [("service_tier", ["standard", "priority", "batch"]), ("speed", ["standard", "fast"])] {
      guard let value = usage[key], !value.isNull else { continue }
      require(
        value.string.map(words.contains) ?? false, for: .respUsageWords,
        reason: value.string == nil ? "wrong-type" : "wrong-value", "the \(key) of usage is not documented",
        expected: words.joined(separator: ", "), actual: Excerpt.of(value), at: place(key))
    }
    guard let region = usage["inference_geo"], !region.isNull else { return }
    require(
      region.string != nil, for: .respUsageWords, reason: "wrong-type", "the inference_geo of usage is not a string",
      expected: "a string or null", actual: Excerpt.of(region), at: place("inference_geo"))
  }

  private mutating func judgeIterations(_ usage: JSON, _ place: (String) -> Place) {
    guard let iterations = usage["iterations"], !iterations.isNull else { return }
    let isSound = iterations.array?.allSatisfy { iteration in
      iteration["type"]?.string != nil
        && ["input_tokens", "output_tokens"].allSatisfy { (iteration[$0]?.int ?? -1) >= 0 }
    }
    require(
      isSound == true, for: .respUsageIterations, reason: iterations.array == nil ? "wrong-type" : "wrong-value",
      "the iterations of usage do not each say their type and their tokens",
      expected: "[{\"type\":\"message\",\"input_tokens\":…,\"output_tokens\":…}]", actual: Excerpt.of(iterations),
      at: place("iterations"))
  }
}
