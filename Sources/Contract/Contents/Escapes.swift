import Wire

/// The escapes of markup.
enum Entities {
  private static let known: [(name: String, text: String)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&#x27;", "'"),
    ("&#34;", "\""), ("&#x22;", "\""), ("&#38;", "&"), ("&#60;", "<"), ("&#62;", ">"), ("&#96;", "`"), ("&#x60;", "`"),
    ("&#10;", "\n"), ("&#9;", "\t"), ("&#13;", "\r"), ("&nbsp;", " "),
  ]

  /// The text with each escape replaced by what it stands for, once.
  static func resolved(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "&"),
        let entity = known.first(where: { bytes[index...].starts(with: $0.name.utf8) })
      {
        result += entity.text.utf8
        index += entity.name.utf8.count
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

/// The escapes of strings in JSON and in programs.
enum Escapes {
  /// The text with each escape replaced by what it stands for, once; unknown ones stay.
  ///
  /// - Parameter onlyCodes: only `\u` escapes.
  static func resolved(_ text: String, onlyCodes: Bool = false) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var units: [UInt16] = []
    var index = 0
    func flush() {
      result.append(contentsOf: String(decoding: units, as: UTF16.self).unicodeScalars)
      units = []
    }
    while index < scalars.count {
      if scalars[index] == "\\", index + 5 < scalars.count, scalars[index + 1] == "u",
        let unit = UInt16(String(String.UnicodeScalarView(scalars[(index + 2)...(index + 5)])), radix: 16)
      {
        units.append(unit)
        index += 6
        continue
      }
      flush()
      if !onlyCodes, scalars[index] == "\\", index + 1 < scalars.count, let plain = plain[scalars[index + 1]] {
        result.append(plain)
        index += 2
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    flush()
    return String(result)
  }

  private static let plain: [Unicode.Scalar: Unicode.Scalar] = [
    "n": "\n", "t": "\t", "r": "\r", "b": "\u{8}", "f": "\u{C}", "\"": "\"", "\\": "\\", "/": "/",
  ]
}
