extension String {
  /// The text as one path segment (RFC 3986 unreserved characters and the colon stay).
  package var pathSegment: String {
    var output = ""
    for byte in utf8 {
      let isPlain = byte.isLetterOrDigit || "-._~:".utf8.contains(byte)
      output += isPlain ? String(UnicodeScalar(byte)) : "%" + byte.hex.uppercased()
    }
    return output
  }
}
