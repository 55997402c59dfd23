import Wire

/// Text for HTML documents. Nothing in it can become an element, leave an attribute, turn the direction
/// of what follows or hide.
enum HTMLText {
  /// Text between tags. Scalars that act or hide are spelled out in an `i` element, so that they differ
  /// from the same letters written by the server.
  static func content(_ text: String, keeping: VisibleText.Keeping = []) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n" where keeping.contains(.lineFeeds): result += "\n"
      case _ where VisibleText.isUnsafe(scalar):
        result += "<i>\(VisibleText.of(String(scalar), keeping: keeping))</i>"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// An attribute value, without its quotes.
  static func attribute(_ text: String) -> String { XMLText.attribute(text) }

  /// Text from outside in a code element of its own direction, cut to `limit` bytes.
  static func code(_ text: String, limit: Int = 500) -> String {
    "<code>\(content(Excerpt.of(text, limit: limit)))</code>"
  }

  /// Text between tags, cut to `limit` bytes.
  static func excerpt(_ text: String, limit: Int) -> String { content(Excerpt.of(text, limit: limit)) }

  /// A word on a ground whose colour goes with it.
  static func badge(_ word: String, _ tone: String) -> String {
    "<span class=\"badge \(tone)\">\(word)</span>"
  }

  /// The beginning of a region that scrolls by itself, where keys reach it; `</div>` ends it.
  static func scroll(_ label: String) -> String {
    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(attribute(label))\">"
  }

  /// A value for an `id` attribute made of a name: the name itself when it is a slug, else its digest.
  static func anchor(_ prefix: String, _ name: String) -> String {
    let isSlug =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
      }
    if isSlug && name.utf8.count <= 100 { return "\(prefix)-\(name)" }
    // Another prefix, so that no slug can look like it.
    return "\(prefix)x-" + SHA256.hexDigest(name.utf8).prefix(16)
  }
}
