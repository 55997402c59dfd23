extension YAML {
  /// Unquoted texts between brackets that YAML readers disagree about.
  ///
  /// YAML 1.2 lets `{ content: What else? }` pass, and some readers take the `?` for the mark of a key; so with a `:`
  /// or a `#` inside. Quotes make all of them agree.
  /// - Parameter bytes: a file that `parse` accepts.
  static func unportableScalars(in bytes: [UInt8], file: String) -> [Diagnostic] {
    guard let text = try? YAMLText(bytes, file: file) else { return [] }
    var events = YAMLEvents(text.bytes)
    var isFlow: [Bool] = []
    var found: [Diagnostic] = []
    while let event = try? events.next() {
      switch event.kind {
      case .streamEnd: return found
      case .sequenceStart, .mappingStart:
        let end = text.offset(ofScalar: event.span.upperBound)
        let last = event.span.isEmpty ? nil : text.bytes[text.bytes.startIndex..<end].last
        isFlow.append(last == UInt8(ascii: "[") || last == UInt8(ascii: "{"))
      case .collectionEnd: isFlow.removeLast()
      case .scalar(let value, .plain):
        guard isFlow.last == true, let mark = value.first(where: { "?:#".contains($0) }) else { continue }
        found.append(
          Diagnostic(
            code: "unportable-scalar",
            "not every YAML reader takes '\(mark)' in a text without quotes between brackets",
            at: text.place(event.start, event.end).firstLine, hint: "write \"\(value)\" in quotes"))
      case .streamStart, .documentStart, .documentEnd, .alias, .scalar: break
      }
    }
    return found
  }
}
