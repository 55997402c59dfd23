import Wire

/// Reads the heads of one response (interim ones and the final one) line by line, and notes what strict
/// HTTP/1.1 (RFC 9112) does not allow. Tolerant in what it keeps: a flawed line is recorded, not dropped.
struct HeadParser {
  private(set) var interim: [ResponseHead] = []
  /// The head being read, or the final one once `isComplete`.
  private(set) var head: ResponseHead?
  private(set) var isComplete = false
  private(set) var faults: [FramingFault] = []
  /// Lines of all heads together, with their line ends.
  private(set) var byteCount = 0

  /// Whether the status line of the final response has been seen.
  var hasFinalStatus: Bool { head.map { !isInterim($0.status) } ?? false }

  /// Takes one line as received, with its line end.
  mutating func receive(line bytes: some Collection<UInt8>) {
    byteCount += bytes.count
    let line = Array(bytes)
    guard !isComplete else { return }
    var content = line[...]
    if content.last == 0x0A {
      content.removeLast()
      if content.last == 0x0D {
        content.removeLast()
      } else {
        note(.bareLineFeed, in: content)
      }
    }
    if head == nil {
      head = statusLine(content)
    } else if content.isEmpty {
      endHead()
    } else if content.first == 0x20 || content.first == 0x09 {
      continueHeader(content)
    } else {
      header(content)
    }
  }

  private mutating func endHead() {
    guard let ended = head else { return }
    if isInterim(ended.status) {
      interim.append(ended)
      head = nil
    } else {
      isComplete = true
    }
  }

  private mutating func header(_ line: ArraySlice<UInt8>) {
    if line.first(where: { $0 == 0x3A || $0 == 0x20 || $0 == 0x09 }) != 0x3A, line.contains(0x3A) {
      note(.spaceBeforeColon, in: line)
    }
    head?.headers.append(HeaderField(line: line))
  }

  /// A line that starts with white space continues the field before it (the obsolete folding).
  private mutating func continueHeader(_ line: ArraySlice<UInt8>) {
    note(.foldedHeader, in: line)
    guard let last = head?.headers.indices.last else {
      head?.headers.append(HeaderField(line: line))
      return
    }
    let more = headText(trimmed(line))
    if !more.isEmpty { head?.headers[last].value += " " + more }
  }

  /// `HTTP/1.1 200 OK`: version, space, three digits, space, and a reason that may be empty.
  private mutating func statusLine(_ line: ArraySlice<UInt8>) -> ResponseHead {
    let bytes = Array(line)
    var status = 0
    let isWellFormed =
      bytes.count >= 13 && bytes.starts(with: Array("HTTP/1.".utf8))
      && (bytes[7] == 0x30 || bytes[7] == 0x31) && bytes[8] == 0x20
      && bytes[9..<12].allSatisfy { (0x30...0x39).contains($0) } && bytes[12] == 0x20
    if !isWellFormed { note(.badStatusLine, in: line) }
    let words = bytes.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: true)
    if words.count > 1, words[0].starts(with: Array("HTTP/".utf8)) {
      status = Int(String(decoding: words[1], as: UTF8.self)) ?? 0
    }
    return ResponseHead(statusLine: headText(line), status: max(status, 0), headers: [])
  }

  /// One fault a kind is enough: a server that ends one line wrongly ends them all wrongly.
  private mutating func note(_ kind: FramingFault.Kind, in line: ArraySlice<UInt8>) {
    guard !faults.contains(where: { $0.kind == kind }) else { return }
    faults.append(FramingFault(kind, excerpt(of: line)))
  }

  private func isInterim(_ status: Int) -> Bool { (100..<200).contains(status) && status != 101 }
}

extension HeaderField {
  /// `Name: value` without its line end; without a colon the whole line is the name.
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
