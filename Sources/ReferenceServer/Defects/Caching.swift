import Wire

/// A prompt cache for defects: the conformant server reports none, so it has nothing to get wrong.
enum Caching {
  /// Reports the prompt as read from the cache when it was seen before and has a breakpoint.
  static func report(_ message: inout JSON, _ context: DefectContext, keyIncludesAttribution: Bool) {
    guard context.request.body.hasText("cache_control") else { return }
    var system = context.body["system"]?.array ?? []
    if !keyIncludesAttribution {
      system.removeAll { $0["text"]?.string?.hasPrefix("x-anthropic-billing-header") ?? false }
    }
    var fingerprint = Fingerprint()
    fingerprint.mix(JSON.array(system).text() + (context.body["messages"]?.text() ?? ""))
    let key = "cache " + fingerprint.characters(12)
    let isHit = context.state.with { memory in
      defer { memory.notes[key] = true }
      return memory.notes[key] != nil
    }
    message.edit("usage") { usage in
      let total = usage["input_tokens"]?.int ?? 0
      guard isHit, total > 4 else { return }
      usage["cache_read_input_tokens"] = JSON(total - 4)
      usage["input_tokens"] = 4
    }
  }
}
