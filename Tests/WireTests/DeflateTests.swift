import Testing

@testable import Wire

/// What is compressed comes out again as it was. The decoder is held against zlib elsewhere.
@Suite struct DeflateTests {
  private func roundTrip(_ bytes: [UInt8]) throws -> [UInt8] {
    let body = try #require(DecodedBody(Gzip.compressed(bytes), declared: ["gzip"]))
    #expect(body.coding.problem == nil)
    return body.bytes
  }

  @Test(arguments: [0, 1, 2, 3, 4, 257, 258, 259, 1_000, 70_000])
  func repetitionsOfAnyLength(_ count: Int) throws {
    let bytes = [UInt8](repeating: 0x61, count: count)
    #expect(try roundTrip(bytes) == bytes)
    #expect(Gzip.compressed(bytes).count < 40 + count / 100)
  }

  @Test func everyByteAndEveryDistance() throws {
    var numbers = SystemRandomNumberGenerator()
    let noise = (0..<40_000).map { _ in UInt8.random(in: .min ... .max, using: &numbers) }
    #expect(try roundTrip(noise) == noise)
    // The same words again, nearer and farther than the 32 KB that can be pointed to.
    for gap in [1, 2, 30, 700, 32_700, 32_767, 32_768, 32_769, 40_000] {
      let words = Array("event: content_block_delta\n".utf8)
      let bytes = words + noise.prefix(max(0, gap - words.count)) + words
      #expect(try roundTrip(bytes) == bytes, "\(gap)")
    }
  }

  @Test func textBecomesShort() throws {
    let text = Array((0..<2_000).map { "{\"id\":\"msg_\($0)\",\"type\":\"message\"}\n" }.joined().utf8)
    #expect(try roundTrip(text) == text)
    #expect(Gzip.compressed(text).count < text.count / 5)
  }
}
