import Testing

@testable import Wire

@Suite struct RepetitionTests {
  static func joined(_ pieces: [Repetition.Piece]) -> [UInt8] {
    pieces.flatMap { piece in (0..<piece.times).flatMap { _ in piece.unit } }
  }

  @Test(arguments: [
    "", "short", String(repeating: "a", count: 100_000), String(repeating: "ab c", count: 50_000),
    "{\"x\":\"" + String(repeating: "é", count: 40_000) + "\"}",
    "head " + String(repeating: "one two ", count: 9000) + " middle " + String(repeating: "z", count: 70_001) + " tail",
  ])
  func whatIsTakenApartIsTheSameAgain(_ text: String) {
    let bytes = Array(text.utf8)
    let pieces = Repetition.pieces(of: bytes)
    #expect(Self.joined(pieces) == bytes)
    #expect(pieces.reduce(0) { $0 + $1.unit.count } < 10_000)
  }

  @Test func whatDoesNotRepeatIsOnePiece() {
    var bits: UInt64 = 1
    let bytes = (0..<100_000).map { _ -> UInt8 in
      bits = bits &* 6_364_136_223_846_793_005 &+ 1
      return UInt8(bits >> 56)
    }
    #expect(Repetition.pieces(of: bytes) == [Repetition.Piece(bytes)])
  }
}
