import Wire

/// Plays a script out under the limits of a request: tokens, stop sequences, context window.
struct Generator {
  var options: GenerationOptions
  var ids: Identifiers

  func run(_ segments: [Segment]) -> Generated {
    var result = Generated()
    let limit = min(options.maximumTokens, options.room)
    let limitReason = options.room < options.maximumTokens ? "model_context_window_exceeded" : "max_tokens"
    var calls = 0
    for segment in segments {
      let left = limit - result.outputTokens
      guard left > 0 else {
        result.stopReason = limitReason
        return result
      }
      switch segment {
      case .thinking(let text):
        let tokens = Tokenizer.tokens(text)
        let taken = Array(tokens.prefix(left))
        result.outputTokens += taken.count
        result.thinkingTokens += taken.count
        let pieces = options.thinking == .omitted ? [] : taken
        result.blocks.append(.thinking(pieces: pieces, signature: signature(taken.joined())))
        if taken.count < tokens.count { return stopped(result, limitReason) }
      case .redacted(let text):
        let count = min(Tokenizer.count(text), left)
        result.outputTokens += count
        result.thinkingTokens += count
        result.blocks.append(.redacted(data: signature("redacted " + text)))
      case .text(let text):
        let tokens = Tokenizer.tokens(text)
        let taken = Array(tokens.prefix(left))
        if let stop = StopSequences(options.stopSequences).firstMatch(in: taken) {
          result.outputTokens += stop.tokens
          if !stop.text.isEmpty { result.blocks.append(.text(pieces: Tokenizer.tokens(stop.text))) }
          result.stopSequence = stop.sequence
          return stopped(result, "stop_sequence")
        }
        result.outputTokens += taken.count
        if !taken.isEmpty { result.blocks.append(.text(pieces: taken)) }
        if taken.count < tokens.count { return stopped(result, limitReason) }
      case .tool(let name, let input):
        let tokens = Tokenizer.tokens(input.text())
        let taken = Array(tokens.prefix(left - 1))
        result.outputTokens += taken.count + 1
        calls += 1
        let isWhole = taken.count == tokens.count
        result.blocks.append(
          .toolUse(
            id: ids.make("toolu_", calls), name: name, pieces: taken,
            input: isWhole ? input : wholeMembers(of: input, in: taken.joined())))
        if !isWhole { return stopped(result, limitReason) }
      }
    }
    // Ending the turn takes a token too; without room for it the limit has the last word.
    if result.outputTokens >= limit { return stopped(result, limitReason) }
    result.outputTokens = max(result.outputTokens, 1)
    if calls > 0 { result.stopReason = "tool_use" }
    return result
  }

  private func stopped(_ result: Generated, _ reason: String) -> Generated {
    var result = result
    result.stopReason = reason
    return result
  }

  /// The members of an object whose text is complete in a beginning of the object's text.
  private func wholeMembers(of input: JSON, in beginning: String) -> JSON {
    var kept = JSONObject()
    let length = beginning.utf8.count
    for member in input.object?.members ?? [] {
      var longer = kept
      longer.append(member.key, member.value)
      // Without its closing brace; a number could still go on, so what follows must be there too.
      guard JSON.object(longer).text().utf8.count <= length else { break }
      kept = longer
    }
    return .object(kept)
  }

  private func signature(_ text: String) -> String {
    var fingerprint = Fingerprint()
    fingerprint.mix(text)
    return "Er" + fingerprint.characters(86) + "=="
  }
}
