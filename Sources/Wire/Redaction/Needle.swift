/// One form of a secret, as bytes to look for.
struct Needle {
  enum Form: String, Sendable {
    case plain
    case reversed
    case base64
    case hex
  }

  var form: Form
  var bytes: [UInt8]
  /// The letter before or after the match may hold bits of the secret as well.
  var spillsBefore = false
  var spillsAfter = false
  /// Counts only between bytes that are neither letters nor digits, and only in these very letters.
  var wholeWord = false

  /// Every form worth looking for. Letter case is left to the search, which does not look at it.
  static func forms(of secret: String, strength: SecretStrength) -> [Needle] {
    let bytes = Array(secret.utf8)
    switch strength {
    case .placeholder: return []
    case .short: return [Needle(form: .plain, bytes: bytes, wholeWord: true)]
    case .guarded:
      return [
        Needle(form: .plain, bytes: bytes), Needle(form: .reversed, bytes: bytes.reversed()),
        Needle(form: .hex, bytes: bytes.flatMap { Array($0.hex.utf8) }),
      ] + base64(bytes)
    }
  }

  /// The secret may begin at any of the three places of a group, in either alphabet. Only letters that
  /// depend on nothing but the secret are looked for.
  private static func base64(_ bytes: [UInt8]) -> [Needle] {
    (0..<3).flatMap { shift -> [Needle] in
      let text = Array(Base64.encode([UInt8](repeating: 0, count: shift) + bytes).utf8)
      let first = (shift * 8 + 5) / 6
      let end = (shift + bytes.count) * 8 / 6
      let needle = Needle(
        form: .base64, bytes: Array(text[first..<end]), spillsBefore: shift > 0,
        spillsAfter: (shift + bytes.count) % 3 > 0)
      guard needle.bytes.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/") }) else {
        return [needle]
      }
      var url = needle
      url.bytes = needle.bytes.map {
        $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
      }
      return [needle, url]
    }
  }
}
