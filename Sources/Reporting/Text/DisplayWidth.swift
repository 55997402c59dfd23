/// How many columns of a terminal text takes.
enum DisplayWidth {
  static func of(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + of($1) } }

  static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    return switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  /// As much of `text` as fits into `width` columns, with `…` in the last when it was cut.
  static func fit(_ text: String, into width: Int) -> String {
    var used = 0
    // What fits when one column is kept for the ellipsis.
    var kept = text.unicodeScalars.startIndex
    for index in text.unicodeScalars.indices {
      if used <= width - 1 { kept = index }
      used += of(text.unicodeScalars[index])
      if used > width { return String(text.unicodeScalars[..<kept]) + "…" }
    }
    return text
  }

  /// `text` cut or filled with spaces to exactly `width` columns.
  static func pad(_ text: String, to width: Int, right: Bool = false) -> String {
    let fitted = fit(text, into: width)
    let filling = String(repeating: " ", count: max(0, width - of(fitted)))
    return right ? filling + fitted : fitted + filling
  }

  /// Words put on lines of at most `width` columns; a word that is too long is broken.
  static func wrap(_ text: String, into width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      let columns = of(String(word))
      if used > 0, used + 1 + columns <= width {
        line += " " + word
        used += 1 + columns
        continue
      }
      if used > 0 { lines.append(line) }
      line = ""
      used = 0
      for scalar in word.unicodeScalars {
        if used + of(scalar) > width {
          lines.append(line)
          line = ""
          used = 0
        }
        line.unicodeScalars.append(scalar)
        used += of(scalar)
      }
    }
    if used > 0 { lines.append(line) }
    return lines
  }
}
