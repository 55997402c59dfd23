/// A 128-bit FNV-1a digest of named contents: tells whether two suites are the same, and promises
/// nothing against someone who wants them to look the same.
struct ContentDigest: CustomStringConvertible {
  private var high: UInt64 = 0x6c62_272e_07bb_0142
  private var low: UInt64 = 0x62b8_2175_6295_c58d

  mutating func add(name: String, _ bytes: [UInt8]) {
    for byte in name.utf8 { add(byte) }
    add(0)
    for byte in bytes { add(byte) }
    add(0)
  }

  private mutating func add(_ byte: UInt8) {
    low ^= UInt64(byte)
    // The FNV prime is 2^88 + 0x13B.
    let (carry, product) = low.multipliedFullWidth(by: 0x13B)
    high = high &* 0x13B &+ carry &+ (low << 24)
    low = product
  }

  var description: String {
    func hex(_ value: UInt64) -> String {
      let text = String(value, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }
    return hex(high) + hex(low)
  }
}
