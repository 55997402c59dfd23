import Wire

/// How the end of a response body is found (RFC 9112 section 6.3).
enum BodyFraming: Equatable {
  /// No body whatever the header fields say: answers to HEAD, 204 and 304.
  case none
  case chunked
  case length(Int)
  /// Until the server closes the connection.
  case untilClose

  /// Reads it from a final head. Where fields contradict each other the choice is libcurl's (chunked before
  /// length, the last length of several), and the contradiction is reported.
  static func of(_ head: ResponseHead, method: String) -> (framing: BodyFraming, faults: [FramingFault]) {
    var faults: [FramingFault] = []
    let codings = head.headers.all("transfer-encoding").flatMap(listItems)
    let lengths = head.headers.all("content-length")
    if !codings.isEmpty, !lengths.isEmpty {
      faults.append(
        FramingFault(
          .lengthAndChunked,
          "Transfer-Encoding: \(codings.joined(separator: ", ")); Content-Length: \(lengths[0])"))
    }
    for value in lengths where exactLength(value) == nil {
      faults.append(FramingFault(.badLength, "Content-Length: \(excerpt(of: value.utf8))"))
    }
    if let first = lengths.first, !lengths.allSatisfy({ $0.sameBytes(as: first) }) {
      faults.append(FramingFault(.conflictingLengths, lengths.joined(separator: " and ")))
    }
    if let place = codings.firstIndex(of: "chunked"), place != codings.count - 1 {
      faults.append(
        FramingFault(.badChunk, "chunked is not the last transfer coding: \(codings.joined(separator: ", "))")
      )
    }
    if method == "HEAD" || head.status == 204 || head.status == 304 { return (.none, faults) }
    if codings.contains("chunked") { return (.chunked, faults) }
    if codings.isEmpty, let length = lengths.last.flatMap(leadingLength) { return (.length(length), faults) }
    return (.untilClose, faults)
  }
}

private func listItems(_ value: String) -> [String] {
  value.split(separator: ",").map { item in
    String(decoding: trimmed(Array(item.utf8)[...]), as: UTF8.self).lowercased()
  }
}

/// Digits and nothing else.
private func exactLength(_ value: String) -> Int? {
  value.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(value) : nil
}

/// The digits at the front, which is what libcurl goes by.
private func leadingLength(_ value: String) -> Int? {
  Int(String(decoding: value.utf8.prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
}
