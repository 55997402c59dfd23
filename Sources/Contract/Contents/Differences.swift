import Wire

/// Says where two texts part, in a few words.
enum Differences {
  /// The first character of `expected` that came back as something else.
  static func first(_ expected: String, _ actual: String) -> (scalar: Unicode.Scalar?, sentence: String) {
    let wanted = Array(expected.unicodeScalars)
    let given = Array(actual.unicodeScalars)
    let same = zip(wanted, given).prefix { $0 == $1 }.count
    guard same < wanted.count else { return (nil, "something was added: \(shown(text(given[same...])))") }
    let lost = wanted[same]
    // Up to where the text goes on as it should.
    let rest = wanted[(same + 1)...].prefix(4)
    let end =
      (same...given.count).first { given[$0...].starts(with: rest) && (!rest.isEmpty || $0 == given.count) } ?? same
    var found = given[same..<min(end, same + 16)]
    // An escape goes from its ampersand, which may be the one that was wanted, to its semicolon.
    let opening = given[..<same].last == "&" && lost != "<" ? same - 1 : same
    if given[opening...].first == "&", let close = given[opening...].prefix(8).firstIndex(of: ";") {
      found = given[opening...close]
    }
    return (lost, sentence(String(wanted[opening == same ? same : opening]), text(found)))
  }

  static func sentence(_ lost: String, _ found: String) -> String {
    found.isEmpty ? "\(shown(lost)) was lost" : "\(shown(lost)) came back as \(shown(found))"
  }

  /// A text in a message: what nobody would see is written as a code.
  static func shown(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(40) {
      switch scalar {
      case "\n": result += "a line end"
      case "\t": result += "a tab"
      case " ": result += text.unicodeScalars.count == 1 ? "a space" : " "
      case _ where scalar.isUnseen || scalar.properties.isWhitespace:
        result += "U+" + String(String(0x10000 + scalar.value, radix: 16, uppercase: true).suffix(4))
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }
}
