import Wire

/// How the end of a response body is found (RFC 9112 section 6.3).
enum BodyFraming: Equatable {
  /// No body whatever the header fields say: answers to HEAD, 101, 204 and 304.
  case none
  case chunked
  case length(Int)
  /// Until the server closes the connection.
  case untilClose

  struct Reading: Equatable {
    var framing: BodyFraming
    var faults: [FramingViolation] = []
    /// There is no telling where the body ends.
    var failure: TransferFailure?
  }

  /// Reads it from a final head. Contradictions are reported and then resolved as common clients do: chunked
  /// goes before a length, the last of several lengths counts, and a length ends at its first non-digit.
  static func of(_ head: ResponseHead, method: String) -> Reading {
    let codings = head.headers.all("transfer-encoding").flatMap(listItems)
    let lengths = head.headers.all("content-length")
    var reading = Reading(framing: .untilClose, faults: faults(codings, lengths))
    if method == "HEAD" || [101, 204, 304].contains(head.status) {
      reading.framing = .none
    } else if !codings.isEmpty {
      reading.framing = codings.last == "chunked" ? .chunked : .untilClose
    } else if let last = lengths.last {
      if let length = leadingLength(last) {
        reading.framing = .length(length)
      } else {
        reading.failure = TransferFailure(
          .malformedHead, "not a Content-Length: \(last.utf8.excerpt())")
      }
    }
    return reading
  }

  private static func faults(_ codings: [String], _ lengths: [String]) -> [FramingViolation] {
    var faults: [FramingViolation] = []
    if !codings.isEmpty, let length = lengths.first {
      let detail = "Transfer-Encoding: \(codings.joined(separator: ", ")); Content-Length: \(length)"
      faults.append(FramingViolation(.lengthAndChunked, detail.utf8.excerpt()))
    }
    if let bad = lengths.first(where: { exactLength($0) == nil }) {
      faults.append(FramingViolation(.badLength, "Content-Length: \(bad.utf8.excerpt())"))
    }
    if let first = lengths.first, let other = lengths.first(where: { !$0.sameBytes(as: first) }) {
      let detail = "Content-Length: \(first.utf8.excerpt()) and \(other.utf8.excerpt())"
      faults.append(FramingViolation(.conflictingLengths, detail))
    }
    if let place = codings.firstIndex(of: "chunked"), place != codings.count - 1 {
      let detail = "chunked is not the last transfer coding: \(codings.joined(separator: ", "))"
      faults.append(FramingViolation(.badChunk, detail.utf8.excerpt()))
    }
    return faults
  }
}

private func listItems(_ value: String) -> [String] {
  value.split(separator: ",").map { item in
    String(decoding: Array(item.utf8)[...].trimmed, as: UTF8.self).lowercased()
  }
}

/// Digits and nothing else.
private func exactLength(_ value: String) -> Int? {
  value.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(value) : nil
}

private func leadingLength(_ value: String) -> Int? {
  Int(String(decoding: value.utf8.prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
}
