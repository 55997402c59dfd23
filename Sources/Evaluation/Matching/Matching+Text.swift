import Cases
import Wire

extension Matching {
  func matchText(_ matcher: Matcher, _ text: String, _ value: JSON, _ pointer: JSONPointer) -> Mismatch? {
    let fits: Bool
    switch matcher {
    case .pattern(let pattern):
      // The decoder lets no other pattern pass.
      fits = Pattern.known(pattern)?.isFound(in: text) ?? false
    case .containsText(let part): fits = text.utf8Contains(filled(part))
    case .startsWith(let part): fits = text.utf8.starts(with: filled(part).utf8)
    case .endsWith(let part): fits = text.utf8.reversed().starts(with: filled(part).utf8.reversed())
    case .media(let type):
      fits = text.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() == type.lowercased()
    case .json(let inner):
      guard let parsed = try? JSONParser.parse(text) else {
        return Mismatch("not-json", at: pointer, expected: "JSON text", actual: value)
      }
      return mismatch(inner, parsed, at: pointer)
    default: fits = false
    }
    return fits ? nil : wrongValue(matcher, value, pointer)
  }

  private func filled(_ text: String) -> String {
    text.contains("${") ? ((try? TemplateText(text).fillText(bindings)) ?? text) : text
  }
}
