/// Decodes DEFLATE (RFC 1951). Wrong data ends the decoding; it never traps and never writes more than its limit.
struct Inflate {
  enum Failure: Error, Equatable {
    /// The data ends before the last block does.
    case ended
    /// This is no DEFLATE.
    case malformed
    /// More comes out than anybody wants.
    case tooLong
  }

  private let input: [UInt8]
  /// The next byte to read.
  private(set) var position: Int
  private(set) var output: [UInt8] = []
  /// Of each prefix of the input that was asked about, how much can be decoded from it.
  private(set) var available: [Int] = []
  private let prefixes: [Int]
  private let limit: Int
  private var bits: UInt32 = 0
  private var bitCount = 0

  /// - Parameter prefixes: lengths of the input, in ascending order.
  init(_ input: [UInt8], from start: Int, prefixes: [Int], limit: Int) {
    self.input = input
    self.prefixes = prefixes
    self.limit = limit
    position = start
  }

  /// Decodes one DEFLATE stream; what had come out before a failure is kept.
  mutating func run() throws(Failure) {
    bits = 0
    bitCount = 0
    var isLast = false
    while !isLast {
      isLast = try take(1) == 1
      switch try take(2) {
      case 0: try copyStored()
      case 1: try decode(Self.fixedLengths, Self.fixedDistances)
      case 2:
        let (lengths, distances) = try readTables()
        try decode(lengths, distances)
      default: throw .malformed
      }
    }
  }

  /// Reads bytes that are no DEFLATE: the checksum behind it.
  mutating func skip(_ count: Int) throws(Failure) -> [UInt8] {
    guard position + count <= input.count else { throw .ended }
    defer { position += count }
    return Array(input[position..<position + count])
  }

  /// Notes what has come out for all prefixes that are left.
  mutating func finish() { while available.count < prefixes.count { available.append(output.count) } }

  /// To be called before something is put out: shorter prefixes do not hold what it was decoded from.
  private mutating func note() {
    while available.count < prefixes.count, prefixes[available.count] < position { available.append(output.count) }
  }

  private mutating func take(_ count: Int) throws(Failure) -> Int {
    while bitCount < count {
      guard position < input.count else { throw .ended }
      bits |= UInt32(input[position]) << UInt32(bitCount)
      position += 1
      bitCount += 8
    }
    let value = bits & ((1 << UInt32(count)) - 1)
    bits >>= UInt32(count)
    bitCount -= count
    return Int(value)
  }

  private mutating func symbol(_ code: HuffmanCode) throws(Failure) -> Int {
    var value = 0
    var first = 0
    var index = 0
    for length in 1..<HuffmanCode.longest + 1 {
      value |= try take(1)
      let count = code.counts[length]
      if value - count < first { return code.symbols[index + value - first] }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    throw .malformed
  }

  private mutating func copyStored() throws(Failure) {
    (bits, bitCount) = (0, 0)
    let head = try skip(4)
    let length = Int(head[0]) | Int(head[1]) << 8
    guard length == ~(Int(head[2]) | Int(head[3]) << 8) & 0xFFFF else { throw .malformed }
    let end = min(position + length, input.count)
    let isWhole = position + length <= input.count
    guard output.count + length <= limit else { throw .tooLong }
    note()
    while available.count < prefixes.count, prefixes[available.count] < end {
      let next = max(prefixes[available.count], position)
      output += input[position..<next]
      position = next
      available.append(output.count)
    }
    output += input[position..<end]
    position = end
    guard isWhole else { throw .ended }
  }

  private mutating func decode(_ lengths: HuffmanCode, _ distances: HuffmanCode) throws(Failure) {
    while true {
      let found = try symbol(lengths)
      if found == 256 { return }
      if found < 256 {
        guard output.count < limit else { throw .tooLong }
        note()
        output.append(UInt8(found))
        continue
      }
      guard found - 257 < Self.lengthBases.count else { throw .malformed }
      let length = Self.lengthBases[found - 257] + (try take(Self.lengthBits[found - 257]))
      let code = try symbol(distances)
      guard code < Self.distanceBases.count else { throw .malformed }
      let distance = Self.distanceBases[code] + (try take(Self.distanceBits[code]))
      guard distance <= output.count else { throw .malformed }
      guard output.count + length <= limit else { throw .tooLong }
      note()
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  private mutating func readTables() throws(Failure) -> (HuffmanCode, HuffmanCode) {
    let literals = try take(5) + 257
    let distances = try take(5) + 1
    let codes = try take(4) + 4
    guard literals <= 286, distances <= 30 else { throw .malformed }
    var lengths = [Int](repeating: 0, count: 19)
    for index in 0..<codes { lengths[Self.order[index]] = try take(3) }
    guard let code = HuffmanCode(lengths[...]) else { throw .malformed }
    lengths = []
    while lengths.count < literals + distances {
      let found = try symbol(code)
      if found < 16 {
        lengths.append(found)
        continue
      }
      guard found > 16 || !lengths.isEmpty else { throw .malformed }
      let value = found == 16 ? lengths[lengths.count - 1] : 0
      let times = found == 16 ? 3 + (try take(2)) : found == 17 ? 3 + (try take(3)) : 11 + (try take(7))
      guard lengths.count + times <= literals + distances else { throw .malformed }
      for _ in 0..<times { lengths.append(value) }
    }
    guard lengths[256] > 0, let first = HuffmanCode(lengths[..<literals]),
      let second = HuffmanCode(lengths[literals...])
    else { throw .malformed }
    return (first, second)
  }

  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
  ]
  static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]
  private static let fixedLengths = HuffmanCode(
    counts: [0, 0, 0, 0, 0, 0, 0, 24, 152, 112, 0, 0, 0, 0, 0, 0],
    symbols: Array(256..<280) + Array(0..<144) + Array(280..<288) + Array(144..<256))
  private static let fixedDistances = HuffmanCode(
    counts: [0, 0, 0, 0, 0, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], symbols: Array(0..<30))
}

/// A canonical Huffman code: how many codes there are of each length, and their symbols in order.
struct HuffmanCode {
  static let longest = 15
  let counts: [Int]
  let symbols: [Int]

  init(counts: [Int], symbols: [Int]) {
    self.counts = counts
    self.symbols = symbols
  }

  /// Nil when there are more codes than bits tell apart.
  init?(_ lengths: ArraySlice<Int>) {
    var counts = [Int](repeating: 0, count: Self.longest + 1)
    for length in lengths { counts[length] += 1 }
    counts[0] = 0
    var left = 1
    for length in 1..<counts.count {
      left = left * 2 - counts[length]
      guard left >= 0 else { return nil }
    }
    self.counts = counts
    symbols = (1..<counts.count).flatMap { length in
      lengths.indices.filter { lengths[$0] == length }.map { $0 - lengths.startIndex }
    }
  }
}
