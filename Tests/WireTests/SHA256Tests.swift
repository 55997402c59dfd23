import Testing
import Wire

@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func knownDigests(_ text: String, _ digest: String) { #expect(SHA256.hexDigest(text.utf8) == digest) }

  /// Lengths around the ends of blocks, each digest fed into the next.
  @Test func everyLengthAroundABlock() {
    var bytes: [UInt8] = []
    for length in 0...200 {
      let input = [UInt8](repeating: UInt8(truncatingIfNeeded: length), count: length)
      bytes = SHA256.digest(bytes + input)
    }
    #expect(bytes.count == 32)
    #expect(SHA256.hexDigest(bytes) == "3fdbe80da71203e463173f534f2730adc3d660e127e3f4919cddeed1f0c1d803")
  }

  @Test func aMillionLetters() {
    #expect(
      SHA256.hexDigest(repeatElement(UInt8(ascii: "a"), count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
