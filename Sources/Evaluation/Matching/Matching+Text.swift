import Cases
import Verdicts
import Wire

extension Matching {
  /// Longer texts are not run through patterns: a hostile server must not choose our running time.
  static let longestForPattern = 1 << 16

  func mismatch(_ matcher: TextMatcher, _ text: String, at pointer: JSONPointer) -> Violation? {
    let fits: Bool
    switch matcher {
    case .pattern(let pattern):
      let regex = text.utf8.count <= Self.longestForPattern ? try? Regex(pattern) : nil
      fits = regex.map { (try? $0.firstMatch(in: text)) != nil } ?? false
    case .includes(let part): fits = text.utf8Contains(part)
    case .startsWith(let part): fits = text.utf8.starts(with: part.utf8)
    case .endsWith(let part): fits = text.utf8.reversed().starts(with: part.utf8.reversed())
    case .media(let type):
      fits = text.prefix { $0 != ";" }.filter { $0 != " " }.lowercased() == type.lowercased()
    case .json(let inner):
      guard let parsed = try? JSONParser.parse(text) else {
        return differs(.notJSON, at: pointer, expected: "JSON text", actual: .string(text))
      }
      return mismatch(inner, parsed, at: pointer)
    }
    return fits ? nil : wrongValue(.text(matcher), .string(text), pointer)
  }
}
