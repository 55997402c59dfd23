import Wire

extension HeaderField {
  /// `Name: value` without its line end. A line without a colon is a name without a value.
  init(line: ArraySlice<UInt8>) {
    let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
    let value = colon < line.endIndex ? line[(colon + 1)...] : []
    self.init(line[..<colon].trimmed.headText, value.trimmed.headText)
  }
}

extension ArraySlice<UInt8> {
  /// Without spaces and tabs at both ends.
  var trimmed: Self {
    var rest = self
    while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    return rest
  }

  /// UTF-8 when it is that, else one character a byte (ISO 8859-1), so that no byte is lost.
  var headText: String {
    if firstInvalidUTF8 == nil { return String(decoding: self, as: UTF8.self) }
    var text = ""
    for byte in self { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
  }
}

extension Collection<UInt8> {
  /// The first bytes for a message: printable ASCII as it is, the rest as `\xNN`.
  func excerpt(limit: Int = 80) -> String {
    var text = ""
    for byte in prefix(limit) {
      if (0x20...0x7E).contains(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "\\x" + byte.hex
      }
    }
    return count > limit ? text + "..." : text
  }
}
