extension String {
  /// As one segment of a path (RFC 3986: unreserved characters and `:` stay).
  package var percentEncoded: String {
    var output = ""
    for byte in utf8 {
      let isPlain = byte.isLetterOrDigit || "-._~:".utf8.contains(byte)
      output += isPlain ? String(UnicodeScalar(byte)) : "%" + byte.hex.uppercased()
    }
    return output
  }
}
