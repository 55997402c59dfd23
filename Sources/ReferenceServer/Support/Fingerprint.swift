/// A deterministic 64-bit mixing of numbers and text: the source of ids and signatures.
/// Not cryptographic; it only has to look random and be the same every time.
struct Fingerprint {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  mutating func mix(_ value: UInt64) {
    state = (state ^ value) &* 0xBF58_476D_1CE4_E5B9
    state ^= state >> 27
    state = state &* 0x94D0_49BB_1331_11EB
    state ^= state >> 31
  }

  mutating func mix(_ text: String) {
    for byte in text.utf8 { mix(UInt64(byte)) }
    mix(0x100)
  }

  /// The next pseudo-random number.
  mutating func next() -> UInt64 {
    mix(0x5DEE_CE66)
    return state
  }

  /// `count` characters of the alphabet used in ids.
  mutating func characters(_ count: Int) -> String {
    let alphabet = Array("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8)
    return (0..<count).map { _ in alphabet[Int(next() % UInt64(alphabet.count))] }.text
  }
}

/// Ids of one exchange: the same server state and request number give the same ids.
struct Identifiers: Sendable {
  var seed: UInt64
  /// Number of the request, counting from 1 for the server's life.
  var number: Int

  func make(_ prefix: String, _ index: Int = 0) -> String {
    var fingerprint = Fingerprint()
    fingerprint.mix(seed)
    fingerprint.mix(UInt64(number))
    fingerprint.mix(prefix)
    fingerprint.mix(UInt64(index))
    return prefix + "01" + fingerprint.characters(22)
  }
}
