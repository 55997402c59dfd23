import Testing

@testable import Wire

/// Bodies out of their content coding. The coded ones were made by zlib.
@Suite struct DecodedBodyTests {
  private static let event = "event: ping\ndata: {\"type\": \"ping\"}\n\n"
  private static let text = Array(String(repeating: event, count: 40).utf8)
  private static let gzip =
    "H4sIAAAAAAACA0stS80rsVIoyMxL50pJLEm0UqhWKqksSFWyUlACCSrVcnGljqoZVTOqZlTNqBq6qwEAoeEH26AFAAA="
  private static let zlib = "eJxLLUvNK7FSKMjMS+dKSSxJtFKoViqpLEhVslJQAgkq1XJxpY6qGVUzqmZUzagauqsBACWUzQA="
  private static let bare = "Sy1LzSuxUijIzEvnSkksSbRSqFYqqSxIVbJSUAIJKtVycaWOqhlVM6pmVM2oGrqrAQA="
  private static let fixed = "Sy1LzSuxUijIzEvnSkksSbRSqFYqqSxIVbJSUAIJKtVycaWOqhlVM6pmVM2oGrqrAQA="
  private static let letters = [
    "H4sIAAAAAAACAx2Riw2AQAhDV2GAhp34lv0nsKdGoweUPmhYLc6RiBvrPrOjV3sZw7MQE3MgiavNqOtx+tCINRC9HgMv/SC9HTOZ",
    "55ebrBgyA4iXLHmJZcKiOZiK3S3yjA43nQ+9h6PMfRV6JBzue+uLuUB47PgNsKVbh/MaeEncp7fkTR12va9Sb9x0hvWiZl0R1Gsg",
    "QQ7BYHUcjPJ2/hp3YrJDJUTEZdm0h2kayFWbi+1Oy2oBaHCM6cGL30ZUZORFaoqyl0snZmWMEgomBH2CpYcq12/FH902SDbfSGzy",
    "8mXkwt5aqhn6SH9hyT/8EbTZ82FhYsouEYOz4BpTPKw3PvPTTKryzg5V0wVBmpYIQNa1Xepse6946OdO2MLpds+eFmhBS1b3Yuqa",
    "+SGEu89+aunHss2RxzwB2Af1xwOVWAIAAA==",
  ].joined()

  private func decoded(_ base64: String, _ declared: [String], prefixes: [Int] = []) throws -> DecodedBody {
    let bytes = try #require(Base64.decode(base64))
    return try #require(DecodedBody(bytes, declared: declared, prefixes: prefixes))
  }

  @Test(arguments: [(gzip, "gzip"), (zlib, "deflate"), (bare, "deflate"), (fixed, "deflate")])
  func whatIsDeclaredIsDecoded(_ base64: String, _ name: String) throws {
    let body = try decoded(base64, [name])
    #expect(body.bytes == Self.text)
    #expect(body.coding.name == name)
    #expect(body.coding.problem == nil)
  }

  @Test func codesOfTheirOwnAreRead() throws {
    let body = try decoded(Self.letters, ["gzip"])
    #expect(body.coding.problem == nil)
    #expect(body.bytes.count == 600)
    #expect(body.bytes.prefix(20).elementsEqual("d, cf,h.,b,ahe ddh  ".utf8))
  }

  @Test func undeclaredOrMisdeclaredCodingsAreFound() throws {
    #expect(try decoded(Self.gzip, []).coding.name == "gzip")
    #expect(try decoded(Self.zlib, []).coding.name == "deflate")
    #expect(try decoded(Self.zlib, ["gzip"]).coding.name == "deflate")
    #expect(try decoded(Self.gzip, ["br"]).coding.name == "gzip")
  }

  @Test func plainTextIsInNoCoding() {
    for name in ["gzip", "deflate", "br", "zstd"] {
      #expect(DecodedBody(Self.text, declared: [name]) == nil)
      #expect(DecodedBody(Array("{}".utf8), declared: [name]) == nil)
    }
    #expect(DecodedBody(Self.text, declared: []) == nil)
  }

  @Test func whatCannotBeDecodedIsNotKept() throws {
    let body = try #require(DecodedBody([0x0B, 2, 0x80, 1, 2], declared: ["br"]))
    #expect(body.bytes.isEmpty)
    #expect(body.coding == BodyCoding("br", length: 5, problem: .undecodable))
  }

  @Test func aCutOrChangedBodyIsNamed() throws {
    var bytes = try #require(Base64.decode(Self.gzip))
    #expect(DecodedBody(Array(bytes.dropLast(4)), declared: ["gzip"])?.coding.problem == .cutOff)
    bytes[bytes.count - 6] ^= 1
    #expect(DecodedBody(bytes, declared: ["gzip"])?.coding.problem == .damaged)
  }

  @Test func nothingIsDecodedBeyondTheLimit() throws {
    let bytes = try #require(Base64.decode(Self.gzip))
    let body = try #require(DecodedBody(bytes, declared: ["gzip"], limit: 100))
    #expect(body.coding.problem == .tooLong)
    #expect(body.bytes.count <= 100)
  }

  /// Every prefix of every kind ends in a decision.
  @Test func noPrefixTraps() throws {
    for base64 in [Self.gzip, Self.zlib, Self.bare, Self.fixed, Self.letters] {
      let bytes = try #require(Base64.decode(base64))
      for count in 0..<bytes.count {
        let body = DecodedBody(Array(bytes.prefix(count)), declared: ["deflate"])
        #expect(body.map { $0.coding.problem != nil } ?? true)
      }
    }
  }

  @Test func partsCanBeReadAsTheyCome() throws {
    let parts = (0..<5).map { Array("part \($0), ".utf8) }
    let sent = Gzip.flushed(parts)
    var offsets: [Int] = []
    for part in sent { offsets.append((offsets.last ?? 0) + part.count) }
    let body = try #require(DecodedBody(sent.flatMap { $0 }, declared: ["gzip"], prefixes: offsets))
    #expect(body.available == [8, 16, 24, 32, 40])
    #expect(body.coding.problem == nil)
    let whole = Gzip.stored(parts.flatMap { $0 })
    let held = try #require(DecodedBody(whole, declared: ["gzip"], prefixes: [10, whole.count]))
    #expect(held.available == [0, 40])
  }
}
