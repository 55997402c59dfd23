import Wire

extension RequirementID {
  static let respUsageInts: Self = "resp-usage-ints"
  static let respUsageInputPositive: Self = "resp-usage-input-positive"
  static let respUsageOutputPositive: Self = "resp-usage-output-positive"
  static let respUsageCacheFieldsTypes: Self = "resp-usage-cache-fields-types"
  static let respUsageNoOpenAIKeys: Self = "resp-usage-no-openai-keys"
  static let stopMaxTokensBound: Self = "stop-max-tokens-bound"
  static let stopLimitOnlyAtLimit: Self = "stop-limit-only-at-limit"
}

extension MessageRules {
  mutating func judgeUsage() {
    let usage = message["usage"]
    if !origin.isStream { judgeCounts(usage) }
    guard let usage, usage.object != nil else { return }
    judgeCacheFields(usage)
    if !origin.isStream {
      let origin = origin
      collector.judgeUsageDetails(usage) { origin.place("usage", $0) }
    }
    if !collector.isViolated(.respUsageInts) { judgeForeignKeys(usage) }
    if origin.isStream { judgeInput(usage) }
    judgeOutput()
  }

  private mutating func judgeCounts(_ usage: JSON?) {
    guard let usage, usage.object != nil else {
      collector.fail(
        .respUsageInts, reason: usage == nil ? "missing-field" : "wrong-type", "the message has no usage",
        expected: "an object", actual: Excerpt.of(usage), at: origin.place("usage"))
      return
    }
    for key in ["input_tokens", "output_tokens"] {
      let count = usage[key]?.int
      collector.require(
        count.map { $0 >= 0 } ?? false, for: .respUsageInts,
        reason: usage[key] == nil ? "missing-field" : count == nil ? "wrong-type" : "wrong-value",
        "usage has no \(key)", expected: "an integer, 0 or more", actual: Excerpt.of(usage),
        at: origin.place("usage", key))
    }
    judgeInput(usage)
  }

  /// In a stream the count may come at its end as well as at its beginning, but it has to come.
  private mutating func judgeInput(_ usage: JSON) {
    guard let input = usage["input_tokens"]?.int, input >= 0, let total = usage.totalInputTokens else { return }
    collector.require(
      total > 0, for: .respUsageInputPositive, reason: "zero", "usage has 0 input tokens",
      expected: "the size of the prompt", actual: Excerpt.of(usage), at: origin.place("usage"))
  }

  private mutating func judgeCacheFields(_ usage: JSON) {
    for key in ["cache_creation_input_tokens", "cache_read_input_tokens"] {
      guard let value = usage[key] else { continue }
      collector.require(
        value.isNull || (value.int.map { $0 >= 0 } ?? false), for: .respUsageCacheFieldsTypes,
        reason: value.int == nil ? "wrong-type" : "wrong-value", "a cache count is neither an integer nor null",
        expected: "an integer, 0 or more, or null", actual: Excerpt.of(value), at: origin.place("usage", key))
    }
  }

  private mutating func judgeForeignKeys(_ usage: JSON) {
    collector.observe(.respUsageNoOpenAIKeys)
    for key in ["prompt_tokens", "completion_tokens", "total_tokens"] where usage[key] != nil {
      collector.fail(
        .respUsageNoOpenAIKeys, reason: "foreign-field", "usage contains an OpenAI name for a token count",
        expected: "input_tokens and output_tokens", actual: key, at: origin.place("usage", key))
    }
  }

  private mutating func judgeOutput() {
    guard let output = outputTokens, output >= 0 else { return }
    let hasSomething =
      texts.contains { !$0.text.isEmpty }
      || blocks.contains { $0.type == "tool_use" || $0.json["thinking"]?.string?.isEmpty == false }
    if hasSomething {
      collector.require(
        output >= 1, for: .respUsageOutputPositive, reason: "zero",
        "a reply with content has 0 output tokens",
        expected: "1 or more", actual: String(output), at: origin.place("usage", "output_tokens"))
    }
    // The token that ends the turn may come on top.
    if let limit = request.maximumTokens, limit >= 0 {
      collector.require(
        output - 1 <= limit, for: .stopMaxTokensBound, reason: "exceeded",
        "the reply has more output tokens than the request allowed", expected: "at most \(limit)",
        actual: String(output), at: origin.place("usage", "output_tokens"))
      judgeLimitReason(output, limit)
    }
  }

  /// The limit cannot have ended a reply of less than half of it. Thoughts that nobody sees may have filled the rest,
  /// and a count that leaves most of a reply out proves nothing.
  private mutating func judgeLimitReason(_ output: Int, _ limit: Int) {
    guard limit >= 48, !collector.isViolated(.stopMaxTokensBound), stopReason != nil else { return }
    let shown = blocks.map { block in
      block.json["text"]?.string ?? block.json["thinking"]?.string ?? block.json["input"]?.text() ?? ""
    }
    let thinks = request.thinkingType.map { $0 != "disabled" } ?? false
    let hasThoughts = blocks.contains { $0.type == "thinking" && $0.json["thinking"]?.string?.isEmpty == false }
    guard !request.omitsThinking, !thinks || hasThoughts, blocks("redacted_thinking").isEmpty,
      shown.contains(where: { !$0.isBlank })
    else { return }
    let bytes = shown.map(\.utf8.count).countSum
    guard output > 0, output.times(2) <= limit, bytes < limit.times(4) else { return }
    collector.require(
      stopReason != .maxTokens, for: .stopLimitOnlyAtLimit, reason: "far-from-the-limit",
      "the reply says that the token limit ended it, and is far shorter",
      expected: "end_turn, or a reply of \(limit) tokens",
      actual: "max_tokens after \(output) of \(limit) tokens", at: origin.place("stop_reason"))
  }
}
