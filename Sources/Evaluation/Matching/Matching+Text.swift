import Cases
import Verdicts
import Wire

extension Matching {
  func mismatch(_ matcher: TextMatcher, _ text: String, at pointer: JSONPointer) -> Violation? {
    let fits: Bool
    switch matcher {
    case .pattern(let pattern):
      // The decoder lets no other pattern pass.
      fits = Pattern.known(pattern)?.isFound(in: text) ?? false
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
    return fits ? nil : wrongValue(.text(matcher), .string(text), at: pointer)
  }
}
