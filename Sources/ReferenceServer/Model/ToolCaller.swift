import Wire

/// Decides which tools are called and with what.
///
/// Every place where the last user turn names a tool is a call, whose arguments come from the text
/// up to the next named tool; identical calls are made once. Forced choices call even unnamed tools.
struct ToolCaller {
  var options: GenerationOptions

  var calls: [Segment] {
    let mentions = self.mentions
    var calls: [(name: String, input: JSON)] = []
    switch options.choice {
    case .none: return []
    case .auto: calls = mentions.map { call($0.tool, $0.text) }
    case .any:
      calls = mentions.map { call($0.tool, $0.text) }
      if calls.isEmpty, let first = options.tools.first { calls = [call(first, options.prompt)] }
    case .tool(let name):
      guard let tool = options.tools.first(where: { $0.name.sameBytes(as: name) }) else { return [] }
      let text = mentions.first { $0.tool.name.sameBytes(as: name) }?.text ?? options.prompt
      calls = [call(tool, text)]
    }
    var distinct: [(name: String, input: JSON)] = []
    for call in calls
    where !distinct.contains(where: { $0.name.sameBytes(as: call.name) && $0.input == call.input }) {
      distinct.append(call)
    }
    return (options.parallel ? distinct : Array(distinct.prefix(1))).map {
      .tool(name: $0.name, input: $0.input)
    }
  }

  private func call(_ tool: ToolDefinition, _ text: String) -> (name: String, input: JSON) {
    (tool.name, SchemaSampler(root: tool.schema, prompt: text).sample())
  }

  /// Tools named in the prompt, in order, each with the text that belongs to it.
  private var mentions: [(tool: ToolDefinition, text: String)] {
    let bytes = Array(options.prompt.utf8.suffix(65536))
    var found: [(tool: ToolDefinition, end: Int)] = []
    for tool in options.tools {
      var from = 0
      let name = Array(tool.name.utf8)
      while let at = bytes.find(name, from: from) {
        let end = at + name.count
        let free = (at == 0 || !bytes[at - 1].isNameByte) && (end == bytes.count || !bytes[end].isNameByte)
        if free { found.append((tool, end)) }
        from = end
      }
    }
    found.sort { $0.end < $1.end }
    return found.indices.map { index in
      let stop =
        index + 1 < found.count ? found[index + 1].end - found[index + 1].tool.name.utf8.count : bytes.count
      return (found[index].tool, bytes[found[index].end..<stop].asText)
    }
  }
}
