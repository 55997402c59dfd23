import Cases
import Verdicts
import Wire

extension Matching {
  /// Longer texts are not run through patterns: a hostile server must not choose our running time.
  static let longestForPattern = 1 << 16

  func matchText(_ matcher: Matcher, _ text: String, _ value: JSON, _ pointer: JSONPointer) -> Violation? {
    let fits: Bool
    switch matcher {
    case .pattern(let pattern):
      guard text.utf8.count <= Self.longestForPattern, let regex = try? Regex(pattern) else {
        return differs(.wrongValue, at: pointer, expected: describe(matcher), actual: value)
      }
      fits = (try? regex.firstMatch(in: text)) != nil
    case .containsText(let part): fits = text.utf8Contains(part)
    case .startsWith(let part): fits = text.utf8.starts(with: part.utf8)
    case .endsWith(let part): fits = text.utf8.reversed().starts(with: part.utf8.reversed())
    case .media(let type):
      fits = text.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() == type.lowercased()
    case .json(let inner):
      guard let parsed = try? JSONParser.parse(text) else {
        return differs(.notJSON, at: pointer, expected: "JSON text", actual: value)
      }
      return mismatch(inner, parsed, at: pointer)
    default: fits = false
    }
    return fits ? nil : wrongValue(matcher, value, pointer)
  }
}
