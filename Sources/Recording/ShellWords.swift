/// The words of one shell command, quotes and escapes resolved. Nothing is expanded: `$NAME` stays as it is.
struct ShellWords {
  private(set) var words: [String] = []

  /// Throws `CurlLineError` for quotes that do not close.
  init(_ text: String) throws(CurlLineError) {
    var rest = Array(text.unicodeScalars)[...]
    var word: String.UnicodeScalarView?
    func add(_ scalar: Unicode.Scalar) {
      if word == nil { word = String.UnicodeScalarView() }
      word?.append(scalar)
    }
    while let scalar = rest.popFirst() {
      switch scalar {
      case " ", "\t", "\r", "\n":
        if let done = word { words.append(String(done)) }
        word = nil
      case "\\":
        // A line that goes on below.
        if rest.first == "\r", rest.dropFirst().first == "\n" { rest.removeFirst() }
        guard let next = rest.popFirst() else { break }
        if next != "\n" { add(next) }
      case "'":
        word = word ?? String.UnicodeScalarView()
        while true {
          guard let next = rest.popFirst() else { throw CurlLineError("a quote ' is never closed") }
          if next == "'" { break }
          add(next)
        }
      case "\"":
        word = word ?? String.UnicodeScalarView()
        while true {
          guard let next = rest.popFirst() else { throw CurlLineError("a quote \" is never closed") }
          if next == "\"" { break }
          guard next == "\\", let escaped = rest.first, "\\\"$`\n".unicodeScalars.contains(escaped) else {
            add(next)
            continue
          }
          rest.removeFirst()
          if escaped != "\n" { add(escaped) }
        }
      case "$" where rest.first == "'":
        rest.removeFirst()
        word = word ?? String.UnicodeScalarView()
        try Self.readANSI(&rest, add)
      default: add(scalar)
      }
    }
    if let done = word { words.append(String(done)) }
  }

  /// `$'…'`, which browsers write.
  private static func readANSI(_ rest: inout ArraySlice<Unicode.Scalar>, _ add: (Unicode.Scalar) -> Void)
    throws(CurlLineError)
  {
    while true {
      guard let next = rest.popFirst() else { throw CurlLineError("a quote $' is never closed") }
      if next == "'" { return }
      guard next == "\\", let escaped = rest.popFirst() else {
        add(next)
        continue
      }
      switch escaped {
      case "n": add("\n")
      case "r": add("\r")
      case "t": add("\t")
      case "u", "x":
        let digits = rest.prefix(escaped == "u" ? 4 : 2).prefix { $0.properties.isASCIIHexDigit }
        rest.removeFirst(digits.count)
        let number = UInt32(String(String.UnicodeScalarView(digits)), radix: 16)
        guard let scalar = number.flatMap(Unicode.Scalar.init) else {
          throw CurlLineError("an escape \\\(escaped) in $'…' is no character")
        }
        add(scalar)
      default: add(escaped)
      }
    }
  }
}
