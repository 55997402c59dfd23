/// Reads the JSON strings of a body, or of every event of a stream, as if those of one key were one text: that is
/// how clients put deltas together. Strings of one content block are read together as well, whatever comes between.
struct JoinedStrings {
  private struct Name: Hashable {
    var key: ArraySlice<UInt8>
    /// The content block's index; negative for all together.
    var block: Int
  }

  let search: SpreadSearch
  private var threads: [Name: SpreadSearch.Thread] = [:]
  /// Strings of the line, until its index is known.
  private var line: [(key: ArraySlice<UInt8>, value: Range<Int>)] = []
  private var block = -1

  /// More keys than these are no stream of any API.
  private static let mostThreads = 512
  private static let longestKey = 64

  init(search: SpreadSearch) { self.search = search }

  mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ found: (Range<Int>) -> Void) {
    var key: ArraySlice<UInt8> = []
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x0A || byte == 0x0D { endLine(bytes, found) }
      guard byte == UInt8(ascii: "\"") else {
        position += 1
        continue
      }
      let start = position + 1
      var end = start
      // A string ends with its line: JSON has no line ends in strings.
      while end < bytes.count, bytes[end] != UInt8(ascii: "\""), bytes[end] != 0x0A {
        end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
      }
      end = min(end, bytes.count)
      position = end < bytes.count && bytes[end] == UInt8(ascii: "\"") ? end + 1 : end
      var next = position
      while next < bytes.count, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
      if next < bytes.count, bytes[next] == UInt8(ascii: ":") {
        key = Array(bytes[start..<min(end, start + Self.longestKey)])[...]
        if key.elementsEqual("index".utf8) { block = number(bytes, after: next + 1) ?? block }
        position = next + 1
      } else if end > start {
        line.append((key, start..<end))
      }
    }
    endLine(bytes, found)
  }

  private func number(_ bytes: UnsafeBufferPointer<UInt8>, after position: Int) -> Int? {
    var value: Int?
    for index in position..<min(bytes.count, position + 12) {
      guard (0x30...0x39).contains(bytes[index]) else {
        if value == nil, bytes[index] == 0x20 { continue }
        return value
      }
      value = (value ?? 0) * 10 + Int(bytes[index] - 0x30)
    }
    return value
  }

  private mutating func endLine(_ bytes: UnsafeBufferPointer<UInt8>, _ found: (Range<Int>) -> Void) {
    for (key, value) in line {
      receive(bytes, value, Name(key: key, block: -1), found)
      if block >= 0 { receive(bytes, value, Name(key: key, block: block), found) }
    }
    line.removeAll(keepingCapacity: true)
    block = -1
  }

  private mutating func receive(
    _ bytes: UnsafeBufferPointer<UInt8>, _ value: Range<Int>, _ name: Name, _ found: (Range<Int>) -> Void
  ) {
    if threads[name] == nil, threads.count >= Self.mostThreads { return }
    // What stands within one string is found otherwise: of a long one only the ends count.
    let end = search.longest * 12
    guard value.count <= 2 * end + 64 else {
      receive(bytes, value.lowerBound..<value.lowerBound + end, name, found)
      threads[name] = SpreadSearch.Thread()
      return receive(bytes, value.upperBound - end..<value.upperBound, name, found)
    }
    var thread = threads.removeValue(forKey: name) ?? SpreadSearch.Thread()
    let part = UnsafeBufferPointer(rebasing: bytes[value])
    var position = 0
    while position < part.count {
      let escape = Escape.canBegin(part[position]) ? Escape(at: position, in: part) : nil
      let length = escape?.length ?? 1
      let origin = value.lowerBound + position..<value.lowerBound + position + length
      switch escape?.value {
      case .byte(let byte): search.receive(byte, origin, &thread, found)
      case .scalar(let scalar):
        for byte in UTF8.encode(scalar) ?? .init() { search.receive(byte, origin, &thread, found) }
      case .nothing: break
      case nil: search.receive(part[position], origin, &thread, found)
      }
      position += length
    }
    threads[name] = thread
  }
}
