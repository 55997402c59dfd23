import Wire

extension HeaderField {
  /// `Name: value` without its line end. A line without a colon is a name without a value.
  init(line: ArraySlice<UInt8>) {
    let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
    let value = colon < line.endIndex ? line[(colon + 1)...] : []
    self.init(headText(trimmed(line[..<colon])), headText(trimmed(value)))
  }
}

/// Without spaces and tabs at both ends.
func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
  var rest = bytes
  while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
  while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
  return rest
}

/// UTF-8 when it is that, else one character a byte (ISO 8859-1), so that no byte is lost.
func headText(_ bytes: ArraySlice<UInt8>) -> String {
  if firstInvalidUTF8(in: bytes) == nil { return String(decoding: bytes, as: UTF8.self) }
  var text = ""
  for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
  return text
}

/// A few bytes for a message: printable ASCII as it is, the rest as `\xNN`.
func excerpt(of bytes: some Collection<UInt8>, limit: Int = 80) -> String {
  var text = ""
  for byte in bytes.prefix(limit) {
    if (0x20...0x7E).contains(byte) {
      text.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      text += "\\x" + hex(byte)
    }
  }
  return bytes.count > limit ? text + "..." : text
}
