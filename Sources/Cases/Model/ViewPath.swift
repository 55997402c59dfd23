import Wire

/// A place in the views of a response: `message.content[type=tool_use].id`, `usage.input_total`.
///
/// Segments are separated by dots; a number selects an element, `[key=value]` the first element whose
/// member has that text, `[key*=part]` the first that has it somewhere in it or is that boolean, `[-1]` the last.
package struct ViewPath: Sendable, Hashable, CustomStringConvertible {
  package enum Segment: Sendable, Hashable {
    case key(String)
    case index(Int)
    case first(key: String, value: String)
  }
  package var segments: [Segment]
  package let description: String

  /// Nil when the text is not a path.
  package init?(_ text: String) {
    description = text
    segments = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let bracket = part.firstIndex(of: "[") ?? part.endIndex
      let name = part[..<bracket]
      var rest = part[bracket...]
      guard !name.isEmpty || !rest.isEmpty else { return nil }
      if !name.isEmpty {
        segments.append(Int(name).map { .index($0) } ?? .key(String(name)))
      }
      while let open = rest.first {
        guard open == "[", let close = rest.firstIndex(of: "]") else { return nil }
        let inner = rest[rest.index(after: rest.startIndex)..<close]
        rest = rest[rest.index(after: close)...]
        if let index = Int(inner) {
          segments.append(.index(index))
        } else {
          let sides = inner.split(separator: "=", maxSplits: 1)
          guard sides.count == 2 else { return nil }
          segments.append(.first(key: String(sides[0]), value: String(sides[1])))
        }
      }
    }
    if segments.isEmpty { return nil }
  }

  /// Whether it looks for an element by a part of a text, which a list may well not have.
  package var picksByPart: Bool {
    segments.contains { if case .first(let key, _) = $0 { key.hasSuffix("*") } else { false } }
  }

  /// The value that `segments` lead to from `root`, or nil.
  package static func value(of segments: [Segment], in root: JSON) -> JSON? {
    var value = root
    for segment in segments {
      let next: JSON? =
        switch segment {
        case .key(let key): value[key]
        case .index(let index): index < 0 ? value[(value.array?.count ?? 0) + index] : value[index]
        case .first(let key, let text): value.array?.first { holds($0, key: key, text: text) }
        }
      guard let next else { return nil }
      value = next
    }
    return value
  }

  private static func holds(_ element: JSON, key: String, text: String) -> Bool {
    guard key.hasSuffix("*") else { return element[key]?.string?.sameBytes(as: text) ?? false }
    let value = element[String(key.dropLast())]
    if let flag = value?.bool { return text.sameBytes(as: flag ? "true" : "false") }
    return value?.string?.contains(text) ?? false
  }
}
