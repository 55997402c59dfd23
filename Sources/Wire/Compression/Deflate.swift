/// Encodes DEFLATE (RFC 1951): what was written within the last 32 KB is not written again. It uses the codes that the
/// standard fixes; codes of their own would save a seventh of a run's evidence.
struct Deflate {
  private static let window = 1 << 15
  private static let shortest = 3
  private static let longest = 258
  /// Earlier places that are looked at for one match, at most.
  private static let patience = 48

  private var output: [UInt8] = []
  private var bits: UInt64 = 0
  private var bitCount = 0

  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var deflate = Deflate()
    bytes.withUnsafeBufferPointer { deflate.run($0) }
    return deflate.output
  }

  private mutating func run(_ input: UnsafeBufferPointer<UInt8>) {
    put(1, 1)
    put(1, 2)
    /// The newest place of each hash, and of each place the one before it.
    var newest = [Int](repeating: -1, count: Self.window)
    var earlier = [Int](repeating: -1, count: Self.window)
    func note(_ position: Int) {
      guard position + Self.shortest <= input.count else { return }
      let hash = Self.hash(input, position)
      earlier[position % Self.window] = newest[hash]
      newest[hash] = position
    }
    var position = 0
    while position < input.count {
      var found = (length: 0, distance: 0)
      if position + Self.shortest <= input.count {
        var place = newest[Self.hash(input, position)]
        var left = Self.patience
        while place >= 0, position - place <= Self.window, left > 0 {
          let length = Self.match(input, place, position)
          if length > found.length { found = (length, position - place) }
          if length == Self.longest { break }
          let next = earlier[place % Self.window]
          // The ring has been written over since.
          guard next < place else { break }
          place = next
          left -= 1
        }
      }
      guard found.length >= Self.shortest else {
        put(literal: Int(input[position]))
        note(position)
        position += 1
        continue
      }
      put(found.length, at: found.distance)
      for _ in 0..<found.length {
        note(position)
        position += 1
      }
    }
    put(literal: 256)
    put(0, (8 - bitCount % 8) % 8)
  }

  private static func hash(_ input: UnsafeBufferPointer<UInt8>, _ position: Int) -> Int {
    let letters = UInt32(input[position]) << 16 | UInt32(input[position + 1]) << 8 | UInt32(input[position + 2])
    return Int(truncatingIfNeeded: (letters &* 0x9E37_79B1) >> 17)
  }

  private static func match(_ input: UnsafeBufferPointer<UInt8>, _ place: Int, _ position: Int) -> Int {
    let most = min(longest, input.count - position)
    var length = 0
    while length < most, input[place + length] == input[position + length] { length += 1 }
    return length
  }

  private mutating func put(_ value: Int, _ count: Int) {
    bits |= UInt64(value) << UInt64(bitCount)
    bitCount += count
    while bitCount >= 8 {
      output.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      bitCount -= 8
    }
  }

  private mutating func put(_ length: Int, at distance: Int) {
    let symbol = Inflate.lengthBases.lastIndex { $0 <= length } ?? 0
    put(literal: 257 + symbol)
    put(length - Inflate.lengthBases[symbol], Inflate.lengthBits[symbol])
    let place = Inflate.distanceBases.lastIndex { $0 <= distance } ?? 0
    put(Self.reversed(place, 5), 5)
    put(distance - Inflate.distanceBases[place], Inflate.distanceBits[place])
  }

  private mutating func put(literal symbol: Int) {
    let (code, count) = Self.codes[symbol]
    put(code, count)
  }

  /// The fixed code of each symbol with its first bit lowest, and its length.
  private static let codes: [(code: Int, count: Int)] = (0..<288).map { symbol in
    switch symbol {
    case ..<144: (reversed(0x30 + symbol, 8), 8)
    case ..<256: (reversed(0x190 + symbol - 144, 9), 9)
    case ..<280: (reversed(symbol - 256, 7), 7)
    default: (reversed(0xC0 + symbol - 280, 8), 8)
    }
  }

  private static func reversed(_ code: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 << 1 | code >> $1 & 1 }
  }
}
