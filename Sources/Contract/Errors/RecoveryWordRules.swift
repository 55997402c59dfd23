import Wire

extension RequirementID {
  static let errNoFalseRecoveryWord: Self = "err-no-false-recovery-word"
}

/// Words by which clients know that a prompt is too long. They sum the conversation up then, or give up.
enum OverflowWords {
  /// In lower case, as Claude Code looks for them in refusals.
  static let all = [
    "prompt is too long", "input is too long for requested model", "capability_rejected: prompt_too_long",
    "maximum context length", "context_length_exceeded", "exceeds the context window", "contextwindowexceedederror",
    "longer than the maximum model length", "longer than the model's context length",
    "exceeds the available context size", "exceeds the maximum number of tokens allowed",
    "exceeded model token limit", "input token length too long", "input tokens exceed the configured limit",
    "maximum context limit", "maximum prompt length", "prompt exceeds max length",
    "tokens in request more than max tokens allowed", "range of input length should be",
    "context window exceeds limit", "but model only supports up to", "reduce the length of the messages",
    "`inputs` tokens + `max_new_tokens` must be", "context exceeds your deployment",
  ]

  static let search = TextSearchSet(all)
}

extension ErrorRules {
  /// No context is so small that a request of so few bytes does not fit, and no server puts so much before it.
  private static let smallRequest = 1000

  /// A refusal of something else, such as a limit that is too high, does not speak of an overlong prompt.
  mutating func judgeRecoveryWords(_ body: JSON) {
    guard [400, 413, 422].contains(response.status), let request, request["messages"] != nil,
      let text = (body["error"]?["message"] ?? body["message"] ?? body["error"] ?? body["detail"])?.string
    else { return }
    let rules = self
    collector.observe(.errNoFalseRecoveryWord)
    let lower = text.lowercased()
    guard let word = OverflowWords.search.occurring(in: lower).first.map({ OverflowWords.all[$0] }),
      !["policy_blocked", "dlp_request_denied", "string too long", "expected maxlength"].contains(where: {
        lower.containsBytes(of: $0)
      }),
      request.text().utf8.count <= Self.smallRequest, !RequestFacts(request).mentions(word)
    else { return }
    collector.fail(
      .errNoFalseRecoveryWord, reason: "false-friend",
      "the refusal of a short request has words by which clients know an overlong prompt",
      expected: "other words than \(word)", actual: text, at: rules.place("error", "message"))
  }
}
