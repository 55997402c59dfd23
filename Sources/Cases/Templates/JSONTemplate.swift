import Wire

/// JSON with `${variables}` and generators in it.
///
/// Generators are maps with one key: `$repeat: {text, times}` makes a long string, `$splice: ${list}`
/// inside a list puts another list's elements in its place, `$literal` keeps a map that only looks
/// like a generator.
package enum JSONTemplate {
  /// The most bytes that one `$repeat` may make.
  package static let maximumRepeat = 64 << 20

  package static func fill(_ template: JSON, _ bindings: Bindings) throws(UnboundVariable) -> JSON {
    switch template {
    case .null, .bool, .number: return template
    case .string(let text):
      return text.utf8.contains(UInt8(ascii: "$")) ? try TemplateText(text).fill(bindings) : template
    case .array(let elements):
      var filled: [JSON] = []
      for element in elements {
        if let list = element["$splice"], element.object?.count == 1 {
          filled += try fill(list, bindings).array ?? []
        } else {
          filled.append(try fill(element, bindings))
        }
      }
      return .array(filled)
    case .object(let object):
      if object.count == 1, let generated = try generate(object.members[0], bindings) { return generated }
      var filled = JSONObject()
      for member in object.members { filled.append(member.key, try fill(member.value, bindings)) }
      return .object(filled)
    }
  }

  private static func generate(_ member: JSONObject.Member, _ bindings: Bindings) throws(UnboundVariable) -> JSON? {
    switch member.key {
    case "$literal": return member.value
    case "$repeat":
      let text = try fill(member.value["text"] ?? "", bindings).string ?? ""
      let times = member.value["times"]?.int ?? 0
      let most = maximumRepeat / max(text.utf8.count, 1)
      return .string(repeated(text, min(max(times, 0), most)))
    default: return nil
    }
  }

  /// `String(repeating:count:)` appends piece by piece, which takes a tenth of a second for a body of 32 MiB; here what is there
  /// is doubled.
  private static func repeated(_ text: String, _ count: Int) -> String {
    let piece = Array(text.utf8)
    let size = piece.count * count
    guard size > 0 else { return "" }
    return String(unsafeUninitializedCapacity: size) { buffer in
      let bytes = UnsafeMutableRawPointer(buffer.baseAddress!)
      piece.withUnsafeBytes { bytes.copyMemory(from: $0.baseAddress!, byteCount: piece.count) }
      var filled = piece.count
      while filled < size {
        let next = min(filled, size - filled)
        (bytes + filled).copyMemory(from: bytes, byteCount: next)
        filled += next
      }
      return size
    }
  }

  /// Every variable that `fill` would ask for.
  package static func variables(in template: JSON) -> [String] {
    switch template {
    case .null, .bool, .number: []
    case .string(let text): text.utf8.contains(UInt8(ascii: "$")) ? TemplateText(text).variables : []
    case .array(let elements): elements.flatMap(variables)
    case .object(let object):
      object.count == 1 && object.members[0].key == "$literal"
        ? [] : object.members.flatMap { variables(in: $0.value) }
    }
  }
}
