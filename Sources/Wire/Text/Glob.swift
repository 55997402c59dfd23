/// Whether `text` matches a glob with `*` (any text) and `?` (one character). Linear in both lengths.
package func matchesGlob(_ text: String, _ pattern: String) -> Bool {
  let text = Array(text.utf8)
  let pattern = Array(pattern.utf8)
  var (at, wanted) = (0, 0)
  var star: (pattern: Int, text: Int)?
  while at < text.count {
    if wanted < pattern.count, pattern[wanted] == UInt8(ascii: "*") {
      star = (wanted + 1, at)
      wanted += 1
    } else if wanted < pattern.count, pattern[wanted] == UInt8(ascii: "?") || pattern[wanted] == text[at] {
      at += 1
      wanted += 1
    } else if let back = star {
      star = (back.pattern, back.text + 1)
      (wanted, at) = (back.pattern, back.text + 1)
    } else {
      return false
    }
  }
  return pattern[wanted...].allSatisfy { $0 == UInt8(ascii: "*") }
}
