/// A character of a source line as a terminal shows it.
struct DisplayCell {
  var text: String
  /// Terminal columns that `text` takes.
  var width: Int
}

extension DisplayCell {
  /// The cells of a source line, one for each column of a `SourcePlace`: tabs as spaces, wide and
  /// combining characters with their true width, and everything that a terminal would obey, hide or
  /// reorder written out. At most `limit` cells.
  static func cells(of line: ArraySlice<UInt8>, limit: Int) -> [DisplayCell] {
    var cells: [DisplayCell] = []
    var column = 0
    func add(_ cell: DisplayCell) {
      cells.append(cell)
      column += cell.width
    }
    var rest = line
    while let first = rest.first, cells.count < limit {
      let (scalar, length) = decodeScalar(rest)
      rest = rest.dropFirst(length)
      guard let scalar else {
        add(DisplayCell(text: "<\(hexText(UInt32(first), digits: 2))>", width: 4))
        continue
      }
      if scalar == "\t" {
        let width = 4 - column % 4
        add(DisplayCell(text: String(repeating: " ", count: width), width: width))
      } else {
        add(visibleCell(scalar))
      }
    }
    return cells
  }

  /// `text` with everything that a terminal would obey, hide or reorder written out.
  static func visible(_ text: String) -> String {
    text.unicodeScalars.map { visibleCell($0).text }.joined()
  }

  private static func visibleCell(_ scalar: Unicode.Scalar) -> DisplayCell {
    switch scalar.value {
    case 0x20..<0x7F: return DisplayCell(text: String(scalar), width: 1)
    case 0x00..<0x20: return DisplayCell(text: String(Unicode.Scalar(0x2400 + scalar.value)!), width: 1)
    case 0x7F: return DisplayCell(text: "\u{2421}", width: 1)
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
      let text = "<U+\(hexText(scalar.value, digits: 4))>"
      return DisplayCell(text: text, width: text.utf8.count)
    case .nonspacingMark, .enclosingMark:
      return DisplayCell(text: String(scalar), width: 0)
    default:
      return DisplayCell(text: String(scalar), width: isWide(scalar) ? 2 : 1)
    }
  }

  private static func hexText(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// What is left of `line` after its first `count` columns.
  static func dropping(_ count: Int, from line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = line
    for _ in 0..<count where !rest.isEmpty { rest = rest.dropFirst(decodeScalar(rest).1) }
    return rest
  }

  /// The scalar that `bytes` start with and its length; nil and 1 when that is not UTF-8.
  private static func decodeScalar(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar?, Int) {
    if let first = bytes.first, first < 0x80 { return (Unicode.Scalar(first), 1) }
    var iterator = bytes.prefix(4).makeIterator()
    var decoder = UTF8()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else { return (nil, 1) }
    return (scalar, UTF8.width(scalar))
  }

  /// Whether terminals give the scalar two columns (East Asian wide and full-width forms, pictures).
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x1100: false
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
      true
    default: scalar.properties.isEmojiPresentation
    }
  }
}
