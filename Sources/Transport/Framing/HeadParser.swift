import Wire

/// Reads the heads of one response, the interim ones and the final one, from bytes however they are cut, and
/// notes what strict HTTP/1.1 (RFC 9112) does not allow. A flawed line is kept and reported; only where
/// nothing can be made of it does reading end.
struct HeadParser {
  private(set) var interim: [ResponseHead] = []
  /// The head being read, or the final one once `isComplete`.
  private(set) var head: ResponseHead?
  private(set) var isComplete = false
  private(set) var faults: [FramingViolation] = []
  /// Why the head cannot be read any further.
  private(set) var failure: TransferFailure?
  /// Bytes of all heads together, line ends included.
  private(set) var byteCount = 0
  /// The line that has begun and not ended.
  private(set) var line: [UInt8] = []

  private let maximumBytes: Int

  init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

  /// Whether the status line of the final response has been read.
  var hasFinalStatus: Bool { head.map { !isInterim($0.status) } ?? false }

  /// Takes bytes up to the end of the next line, and returns how many.
  mutating func receiveLine(_ bytes: UnsafeRawBufferPointer) -> Int {
    let feed = bytes.firstIndex(of: 0x0A)
    let wanted = feed.map { $0 + 1 } ?? bytes.count
    let count = min(wanted, maximumBytes - byteCount)
    line.append(contentsOf: bytes[..<count])
    byteCount += count
    if head == nil, !line.starts(with: Self.name.prefix(line.count)) {
      return refuseStart(count)
    }
    if count < wanted {
      failure = TransferFailure(.headTooLarge, "the response head is longer than \(maximumBytes) bytes")
    } else if feed != nil {
      let ended = line
      line = []
      receive(line: ended)
    }
    return count
  }

  private static let name = Array("HTTP/".utf8)

  /// What came cannot become a status line; waiting for the end of the line would be waiting for nothing.
  private mutating func refuseStart(_ count: Int) -> Int {
    fail(.badStatusLine, "the response does not begin with HTTP/ but with \(line.excerpt())")
    return count
  }

  private mutating func receive(line: [UInt8]) {
    var content = line.dropLast()
    if content.last == 0x0D { content.removeLast() } else { note(.bareLineFeed, in: content) }
    if content.contains(0) {
      fail(head == nil ? .badStatusLine : nil, "a line of the head has a NUL: \(content.excerpt())")
      self.line = line
    } else if head == nil {
      receive(statusLine: content)
    } else if content.isEmpty {
      endHead()
    } else if content.first == 0x20 || content.first == 0x09 {
      continueHeader(content)
    } else {
      receive(header: content)
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

  private mutating func receive(header line: ArraySlice<UInt8>) {
    guard let colon = line.firstIndex(of: 0x3A), !line[..<colon].trimmed.isEmpty else {
      return fail(nil, "a line of the head is not a header field: \(line.excerpt())")
    }
    if line[..<colon].contains(where: { $0 == 0x20 || $0 == 0x09 }) { note(.spaceBeforeColon, in: line) }
    head?.headers.append(HeaderField(line: line))
  }

  /// A line that starts with white space continues the field before it (the obsolete folding).
  private mutating func continueHeader(_ line: ArraySlice<UInt8>) {
    note(.foldedHeader, in: line)
    guard let last = head?.headers.indices.last else { return receive(header: line.trimmed) }
    let more = line.trimmed.headText
    if !more.isEmpty { head?.headers[last].value += " " + more }
  }

  /// `HTTP/1.1 200 OK`: version, space, three digits, space, and a reason that may be empty.
  private mutating func receive(statusLine line: ArraySlice<UInt8>) {
    let words = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: true)
    let digits = words.count > 1 ? words[1] : []
    let isNumber = digits.count == 3 && digits.allSatisfy { (0x30...0x39).contains($0) }
    let status = isNumber ? digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } : 0
    head = ResponseHead(statusLine: line.headText, status: status, headers: [])

    let bytes = Array(line)
    if !bytes.starts(with: Array("HTTP/1.".utf8)) || status < 100 {
      fail(.badStatusLine, "the status line cannot be read: \(line.excerpt())")
    } else if bytes.count < 13 || !(0x30...0x31).contains(bytes[7]) || bytes[8] != 0x20 || bytes[12] != 0x20
      || bytes[9] == 0x20
    {
      note(.badStatusLine, in: line)
    }
  }

  private mutating func fail(_ kind: FramingViolation.Kind?, _ detail: String) {
    if let kind { faults.append(FramingViolation(kind, detail)) }
    failure = TransferFailure(.malformedHead, detail)
  }

  /// One fault a kind is enough: a server that ends one line wrongly ends them all wrongly.
  private mutating func note(_ kind: FramingViolation.Kind, in line: some Collection<UInt8>) {
    guard !faults.contains(where: { $0.kind == kind }) else { return }
    faults.append(FramingViolation(kind, line.excerpt()))
  }

  /// 101 is the last word of HTTP on a connection and therefore final.
  private func isInterim(_ status: Int) -> Bool { (100..<200).contains(status) && status != 101 }
}
