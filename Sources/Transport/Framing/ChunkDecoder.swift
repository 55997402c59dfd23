import Wire

/// Removes the chunked transfer coding (RFC 9112 section 7.1) from bytes as they arrive, however they are
/// cut. Strict: what the grammar does not allow is either a fault (lines that end in a bare line feed) or the
/// end.
struct ChunkDecoder {
  /// The coding is broken; there is no way to go on.
  struct Failure: Error, Equatable {
    enum Kind { case malformed, trailersTooLarge }
    var kind = Kind.malformed
    var detail: String
  }

  private enum State {
    case size
    case data(left: Int)
    case dataEnd, trailer, complete
  }

  /// Extensions are legal but never this long; the bound keeps a hostile line out of memory.
  static let maximumSizeLine = 4096

  private(set) var trailers: [HeaderField] = []
  private(set) var faults: [FramingViolation] = []
  /// Whether the last chunk and the empty line after the trailers have been read.
  var isComplete: Bool { if case .complete = state { true } else { false } }
  /// Lines of the trailer section with their line ends.
  private(set) var trailerBytes = 0

  private let maximumTrailerBytes: Int
  private var state = State.size
  private var line: [UInt8] = []

  init(maximumTrailerBytes: Int) { self.maximumTrailerBytes = maximumTrailerBytes }

  /// Appends the data of the chunks to `body` and returns how many bytes were used: fewer than given once the
  /// coding is complete.
  mutating func receive(
    _ bytes: UnsafeRawBufferPointer, into body: inout [UInt8]
  ) throws(Failure) -> Int {
    var index = 0
    while index < bytes.count {
      switch state {
      case .complete:
        return index
      case .data(let left):
        let count = min(left, bytes.count - index)
        body.append(contentsOf: bytes[index..<(index + count)])
        index += count
        state = count == left ? .dataEnd : .data(left: left - count)
      case .size, .dataEnd, .trailer:
        let byte = bytes[index]
        index += 1
        line.append(byte)
        if byte == 0x0A { try endLine() } else { try boundLine() }
      }
    }
    return index
  }

  private func boundLine() throws(Failure) {
    switch state {
    case .size where line.count > Self.maximumSizeLine:
      throw Failure(detail: "a chunk size line is longer than \(Self.maximumSizeLine) bytes")
    case .dataEnd where line.count > 1 || line.first != 0x0D:
      throw Failure(detail: "a chunk's data is not followed by CRLF but by \(line.excerpt())")
    case .trailer where trailerBytes + line.count > maximumTrailerBytes:
      throw Failure(
        kind: .trailersTooLarge, detail: "the trailer section is longer than \(maximumTrailerBytes) bytes")
    default: break
    }
  }

  private mutating func endLine() throws(Failure) {
    let raw = line
    line.removeAll(keepingCapacity: true)
    var content = raw[..<(raw.count - 1)]
    if content.last == 0x0D { content.removeLast() } else { noteBareLineFeed(content) }
    switch state {
    case .size:
      let size = try Self.size(content)
      state = size == 0 ? .trailer : .data(left: size)
    case .dataEnd:
      guard content.isEmpty else {
        throw Failure(detail: "a chunk's data is not followed by CRLF but by \(content.excerpt())")
      }
      state = .size
    case .trailer:
      trailerBytes += raw.count
      if content.isEmpty { state = .complete } else { trailers.append(HeaderField(line: content)) }
    case .data, .complete: break
    }
  }

  private mutating func noteBareLineFeed(_ line: ArraySlice<UInt8>) {
    guard !faults.contains(where: { $0.kind == .bareLineFeed }) else { return }
    faults.append(FramingViolation(.bareLineFeed, "in the chunked coding: \(line.excerpt())"))
  }

  /// Hex digits, then nothing, or white space and `;` with extensions, which are skipped.
  private static func size(_ line: ArraySlice<UInt8>) throws(Failure) -> Int {
    var value = 0
    var rest = line
    while let byte = rest.first, let digit = byte.hexValue {
      guard value <= Int.max >> 4 else {
        throw Failure(detail: "a chunk size is too large: \(line.excerpt())")
      }
      value = value << 4 | Int(digit)
      rest.removeFirst()
    }
    let hasDigits = rest.startIndex > line.startIndex
    let extensions = rest.trimmed
    guard hasDigits, extensions.isEmpty ? rest.isEmpty : extensions.first == 0x3B else {
      throw Failure(detail: "not a chunk size: \(line.excerpt())")
    }
    return value
  }
}
