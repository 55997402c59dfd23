import Wire

extension RequirementID {
  static let sseStartInputTokensReal: Self = "sse-start-input-tokens-real"
  static let sseMessageDeltaUsage: Self = "sse-message-delta-usage"
  static let sseMessageDeltaDeltaObject: Self = "sse-message-delta-delta-object"
  static let sseUsageCumulative: Self = "sse-usage-cumulative"
  static let sseUsageInputNotZeroed: Self = "sse-usage-input-not-zeroed"
  static let sseUsageCacheNotZeroed: Self = "sse-usage-cache-not-zeroed"
}

extension StreamGrammar {
  /// Judges one `message_delta`. What only the last one must have is judged at the end.
  mutating func judgeMessageDelta(_ event: StreamEvent) {
    guard event.json?.object != nil else { return }
    let delta = event.json?["delta"]
    collector.require(
      delta?.object != nil, for: .sseMessageDeltaDeltaObject, reason: delta == nil ? "missing-field" : "wrong-type",
      "message_delta has no delta", expected: "an object", actual: Excerpt.of(delta),
      at: delta == nil ? event.place() : event.place("delta"))
    judgeUsage(event.json?["usage"], event)
  }

  private mutating func judgeUsage(_ usage: JSON?, _ event: StreamEvent) {
    collector.observe(.sseMessageDeltaUsage)
    guard let usage, usage.object != nil else {
      collector.fail(
        .sseMessageDeltaUsage, reason: usage == nil ? "missing-field" : "wrong-type", "message_delta has no usage",
        expected: "an object with output_tokens", actual: Excerpt.of(usage),
        at: usage == nil ? event.place() : event.place("usage"))
      return
    }
    guard let output = usage["output_tokens"]?.int, output >= 0 else {
      let value = usage["output_tokens"]
      collector.fail(
        .sseMessageDeltaUsage,
        reason: value == nil ? "missing-field" : value?.int == nil ? "wrong-type" : "wrong-value",
        "usage in message_delta has no output_tokens", expected: "an integer, 0 or more",
        actual: Excerpt.of(usage), at: event.place("usage", "output_tokens"))
      return
    }
    if let before = lastOutputTokens {
      collector.require(
        output >= before, for: .sseUsageCumulative, reason: "decreasing", "the count of output tokens goes down",
        expected: "\(before) or more", actual: String(output), at: event.place("usage", "output_tokens"))
    }
    lastOutputTokens = output
    collector.judgeUsageDetails(usage) { event.place("usage", $0) }
    judgeInput(usage, event)
  }

  /// Input counts in `message_delta` overwrite those of `message_start`, zeros included.
  private mutating func judgeInput(_ usage: JSON, _ event: StreamEvent) {
    guard judgeCache(usage, event) else { return }
    let value = usage["input_tokens"] ?? .null
    guard !value.isNull else { return }
    guard let input = value.int, input >= 0 else {
      collector.fail(
        .sseMessageDeltaUsage, reason: value.int == nil ? "wrong-type" : "wrong-value",
        "input_tokens in message_delta is not a count", expected: "an integer, 0 or more",
        actual: Excerpt.of(value), at: event.place("usage", "input_tokens"))
      return
    }
    guard let startUsage, startUsage.inputTotal > 0 else { return }
    var merged = startUsage.usage
    for key in ["input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens"] {
      if let count = usage[key], !count.isNull { merged[key] = count }
    }
    guard let total = merged.totalInputTokens else { return }
    let wasZeroed = input == 0 && total < startUsage.inputTotal
    collector.require(
      !wasZeroed, for: .sseUsageInputNotZeroed, reason: "zero", "message_delta sets the count of input tokens to zero",
      expected: "the count of message_start, or none", actual: Excerpt.of(usage),
      at: event.place("usage", "input_tokens"))
    // Server tools feed the model further input, so that the total may grow.
    guard !wasZeroed, usage["server_tool_use"]?.object == nil else { return }
    let allowance = max(2, startUsage.inputTotal / 50)
    guard abs(total.minus(startUsage.inputTotal)) > allowance else { return }
    if request.allowsPrompt(of: startUsage.inputTotal), !request.allowsPrompt(of: total) {
      collector.fail(
        .sseUsageInputNotZeroed, reason: "contradicted",
        "message_delta corrects the count of input tokens to one that cannot be",
        expected: "\(startUsage.inputTotal), as in message_start", actual: String(total),
        at: event.place("usage", "input_tokens"))
    } else {
      collector.fail(
        .sseStartInputTokensReal, reason: "contradicted",
        "input tokens differ between message_delta and message_start",
        expected: "\(total) in message_start", actual: String(startUsage.inputTotal),
        at: event.place("usage", "input_tokens"))
    }
  }

  /// What was read from the cache, or written to it, does not turn into nothing. Where it does, the sum of the input is
  /// wrong for no other reason.
  private mutating func judgeCache(_ usage: JSON, _ event: StreamEvent) -> Bool {
    for key in ["cache_read_input_tokens", "cache_creation_input_tokens"] {
      guard let before = startUsage?.usage[key]?.int, let now = usage[key]?.int else { continue }
      // What moved into the plain count is still there.
      let moved = (usage["input_tokens"]?.int ?? 0).minus(startUsage?.usage["input_tokens"]?.int ?? 0) >= before / 2
      let isKept = collector.require(
        now > 0 || before == 0 || moved, for: .sseUsageCacheNotZeroed, reason: "zero",
        "message_delta sets \(key) to zero, which message_start counted", expected: "\(before), or nothing",
        actual: Excerpt.of(usage), at: event.place("usage", key))
      guard isKept else { return false }
    }
    return true
  }
}
