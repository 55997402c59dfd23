extension String {
  /// The text as one path segment (RFC 3986 unreserved characters and the colon stay).
  package var pathSegment: String {
    var output = ""
    for byte in utf8 {
      let isPlain =
        (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A)
        || "-._~:".utf8.contains(byte)
      output += isPlain ? String(UnicodeScalar(byte)) : "%" + hex(byte).uppercased()
    }
    return output
  }
}
