import Testing
import Wire

/// Texts made by a fixed sequence of pseudo-random numbers.
private struct Numbers: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let mixed = (state ^ (state >> 33)) &* 0xFF51_AFD7_ED55_8CCD
    return mixed ^ (mixed >> 29)
  }
}

@Suite struct RedactorPropertyTests {
  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

  private static func token(_ length: Int, _ numbers: inout Numbers) -> String {
    String((0..<length).map { _ in letters.randomElement(using: &numbers) ?? "x" })
  }

  /// Escapes each letter in one way of many, or not.
  private static func escaped(_ text: String, _ numbers: inout Numbers) -> String {
    text.unicodeScalars.map { scalar in
      let hex = String(scalar.value, radix: 16)
      let padded = String(repeating: "0", count: 4 - hex.count) + hex
      switch Int.random(in: 0..<8, using: &numbers) {
      case 0: return "%" + padded.suffix(2)
      case 1: return "\\u" + padded
      case 2: return "&#x" + hex + ";"
      case 3: return "&#" + String(scalar.value) + ";"
      default: return String(scalar)
      }
    }.joined()
  }

  /// Escapes the whole text once more, as one encoder does.
  private static func escapedAgain(_ text: String, _ numbers: inout Numbers) -> String {
    let kind = Int.random(in: 0..<6, using: &numbers)
    return text.unicodeScalars.map { scalar in
      let hex = String(scalar.value, radix: 16)
      switch (kind, scalar) {
      case (0, "\\"): return "\\\\"
      case (1, _): return "%" + hex
      case (2, "%"), (2, "&"), (2, "#"), (2, ";"), (2, "\\"): return "%" + hex.uppercased()
      case (3, "&"): return "&amp;"
      case (4, _): return "&#" + String(scalar.value) + ";"
      case (5, _): return "\\u00" + hex
      default: return String(scalar)
      }
    }.joined()
  }

  @Test func anyMixtureOfEscapesIsFoundAndNothingElseIsTouched() {
    var numbers = Numbers(state: 1)
    for _ in 0..<250 {
      let secret = Self.token(Int.random(in: 8...60, using: &numbers), &numbers)
      var text = Self.escaped(secret, &numbers)
      if Bool.random(using: &numbers) { text = Self.escapedAgain(text, &numbers) }
      let before = "{\"error\":\"" + Self.token(20, &numbers) + " "
      let redacted = Redactor(secrets: [secret]).redact(before + text + " \"}")
      #expect(redacted == before + String(repeating: "*", count: text.utf8.count) + " \"}", "\(text)")
    }
  }

  @Test(arguments: [
    "sk-ant-api03-Qm8xVt2LpZ7wRk4N", "lm-7f3a9c1e5b2d4860", "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
  ])
  func ordinaryTextIsNotTouched(_ secret: String) {
    var numbers = Numbers(state: 2)
    let redactor = Redactor(secrets: [secret])
    // Base64 of an image, hex digests, ids, prose with the beginnings of tokens.
    let noise = (0..<200_000).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    #expect(!redactor.contains(Base64.encode(noise)))
    #expect(!redactor.contains(noise))
    #expect(!redactor.contains(noise.map { "0123456789abcdef".utf8[Int($0 & 15)] }))
    #expect(
      !redactor.contains(
        "sk-ant-api03- lm-7f3a9c sk-ant-… msg_01XFDUDYJgAACzvnptvVoYEL toolu_01A09q90qw90lq917835lq9"))
  }

  /// Every place relative to the pieces in which a long body is looked at.
  @Test func placesAroundTheSeamsOfALongBody() {
    let secret = "sk-0123456789abcdefXYZ"
    let redactor = Redactor(secrets: [secret])
    let text = Array("&#x73;k-0123\\u0034".utf8) + Array("56789abcdefXYZ".utf8)
    for place in stride(from: (1 << 18) - 70, through: (1 << 18) + 4000, by: 131) {
      var body = [UInt8](repeating: UInt8(ascii: "\\"), count: place)
      body += [UInt8(ascii: " ")] + text + [UInt8](repeating: UInt8(ascii: "%"), count: 5000)
      let leaks = redactor.leaks(in: body)
      #expect(leaks.map(\.range) == [place + 1..<place + 1 + text.count], "at \(place)")
    }
  }

  /// Texts made to slow the search down; the limit is far above what a linear search takes.
  @Test(.timeLimit(.minutes(5))) func hostileBodiesTakeLinearTime() {
    let secret = String(repeating: "ab", count: 100) + "c"
    let redactor = Redactor(secrets: [secret])
    let size = 1 << 15
    for piece in ["ab", "\\", "%", "&#", "&#x0000000", "\\u006", "<!-- -->", "%61%62", "\\\\u0061"] {
      let body = Array(String(repeating: piece, count: size / piece.utf8.count).utf8)
      #expect(!redactor.contains(body))
    }
    let echoes = Array(String(repeating: "ab", count: size / 2).utf8)
    let repeated = Redactor(secrets: [String(repeating: "ab", count: 10)])
    #expect(repeated.leaks(in: echoes).count == 1)
    #expect(repeated.redact(echoes).allSatisfy { $0 == UInt8(ascii: "*") })
  }
}

extension String.UTF8View {
  fileprivate subscript(_ offset: Int) -> UInt8 { self[index(startIndex, offsetBy: offset)] }
}
