import Files
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The seeds and thousands of broken neighbours of them, the same ones every time. `FUZZ_ROUNDS` asks for more of them;
/// `script/fuzz` looks for more with libFuzzer, and what it finds becomes a seed.
@Suite struct FuzzSeedTests {
  @Test(arguments: FuzzTarget.allCases)
  func everySeedAndItsNeighboursAreRead(_ target: FuzzTarget) throws {
    let folder = Files.join(Files.directory(of: #filePath), "Seeds/\(target.rawValue)")
    let seeds = try Files.list(folder, extension: "seed").map { try Files.read($0) }
    try #require(!seeds.isEmpty, "\(folder) has no seeds")
    var mutation = Mutation(seed: UInt64(target.rawValue.utf8.reduce(7) { $0 &* 31 &+ Int($1) } & 0xFFFF))
    for (place, seed) in seeds.enumerated() {
      if let wrong = target.run(seed) { Issue.record("seed \(place) of \(target.rawValue): \(wrong)") }
      for round in 0..<Self.rounds {
        let bytes = mutation.neighbour(of: seed, other: seeds[(place + round) % seeds.count])
        guard let wrong = target.run(bytes) else { continue }
        Issue.record(
          "\(target.rawValue): \(wrong): \(String(decoding: bytes.prefix(2000), as: UTF8.self).debugDescription)")
        return
      }
    }
  }

  private static let rounds = getenv("FUZZ_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 30
}

/// Changes bytes in the ways in which files break: bits, cuts, repetitions, parts of another file, and words that mean
/// something to somebody.
struct Mutation {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func neighbour(of seed: [UInt8], other: [UInt8]) -> [UInt8] {
    var bytes = seed
    for _ in 0...below(4) { bytes = changed(bytes, other) }
    return Array(bytes.prefix(max(seed.count * 2, 4096)))
  }

  private mutating func changed(_ bytes: [UInt8], _ other: [UInt8]) -> [UInt8] {
    let (start, end) = span(of: bytes)
    switch below(8) {
    case 0:
      return bytes.isEmpty
        ? [0] : replaced(bytes, start, start + 1, [bytes[min(start, bytes.count - 1)] ^ (1 << UInt8(below(8)))])
    case 1: return replaced(bytes, start, end, [])
    case 2:
      return replaced(bytes, end, end, Array(repeating: Array(bytes[start..<end]), count: below(40)).flatMap { $0 })
    case 3:
      let (from, to) = span(of: other)
      return replaced(bytes, start, end, Array(other[from..<to]))
    case 4: return Array(bytes[..<start])
    case 5: return numbersReplaced(bytes)
    default: return replaced(bytes, start, below(2) == 0 ? start : end, Array(Self.words[below(Self.words.count)].utf8))
    }
  }

  /// One number of the text becomes another.
  private mutating func numbersReplaced(_ bytes: [UInt8]) -> [UInt8] {
    let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
    guard !digits.isEmpty else { return bytes }
    let place = digits[below(digits.count)]
    return replaced(bytes, place, place + 1, Array(Self.numbers[below(Self.numbers.count)].utf8))
  }

  private static let numbers = [
    "9223372036854775807", "-9223372036854775808", "18446744073709551616", "1e999999", "-1", "0.5", "1e-400",
    "4503599627370496",
    "00", "null", "\"1\"", "[1]",
  ]
  private static let words =
    numbers + [
      "\0", "\u{1B}[2J", "\u{202E}", "e\u{301}\u{301}", "\u{FEFF}", "\r\n", "\r", "\n\n", "\"", "\\u", "\\ud800", "{",
      "}", "[", "]", ":", ",",
      "data:", "event: x\n", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n", "&a", "*a", "!!",
      "<<: ", "? ", "- ", "#", "%",
      "../../etc/passwd", "/dev/zero", "true", "${x}", "$repeat", "*", "(a+)+$", "sk-lm-Ab3dEf6hJk:9mNp2qRs5tUv",
      "sk-lm-Ab3dEf6",
    ]

  private func replaced(_ bytes: [UInt8], _ start: Int, _ end: Int, _ with: [UInt8]) -> [UInt8] {
    Array(bytes[..<min(start, bytes.count)]) + with + Array(bytes[min(end, bytes.count)...])
  }

  private mutating func span(of bytes: [UInt8]) -> (Int, Int) {
    let start = below(bytes.count + 1)
    return (start, min(bytes.count, start + below(below(3) == 0 ? 200 : 8)))
  }

  private mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return limit < 1 ? 0 : Int(state % UInt64(limit))
  }
}
