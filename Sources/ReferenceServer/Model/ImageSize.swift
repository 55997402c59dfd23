import Wire

/// Formats and dimensions of images, read from their first bytes.
enum ImageSize {
  enum Format: String {
    case png = "image/png", jpeg = "image/jpeg", gif = "image/gif", webp = "image/webp"
  }

  /// The format the bytes begin like, or nil.
  static func format(_ bytes: [UInt8]) -> Format? {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if bytes.starts(with: Array("GIF87a".utf8)) || bytes.starts(with: Array("GIF89a".utf8)) { return .gif }
    if bytes.count >= 12, bytes.starts(with: Array("RIFF".utf8)), bytes[8..<12].elementsEqual("WEBP".utf8) {
      return .webp
    }
    return nil
  }

  /// Width and height in pixels, or nil when the header does not tell.
  static func dimensions(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    func big(_ at: Int, _ count: Int) -> Int { bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) } }
    func little(_ at: Int, _ count: Int) -> Int {
      bytes[at..<at + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    switch format(bytes) {
    case .png where bytes.count >= 24: return (big(16, 4), big(20, 4))
    case .gif where bytes.count >= 10: return (little(6, 2), little(8, 2))
    case .webp where bytes.count >= 30:
      switch bytes[12..<16].asText {
      case "VP8 ": return (little(26, 2) & 0x3FFF, little(28, 2) & 0x3FFF)
      case "VP8L": return (little(21, 2) & 0x3FFF + 1, little(22, 3) >> 6 & 0x3FFF + 1)
      default: return (little(24, 3) + 1, little(27, 3) + 1)
      }
    case .jpeg:
      // Segments follow each other; a start-of-frame segment holds the size.
      var at = 2
      while at + 9 < bytes.count, bytes[at] == 0xFF {
        let marker = bytes[at + 1]
        if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
          return (big(at + 7, 2), big(at + 5, 2))
        }
        at += 2 + big(at + 2, 2)
      }
      return nil
    default: return nil
    }
  }

  /// Tokens of an image source: one for 750 pixels, at most 1600; a flat 800 when the size is not
  /// known without fetching.
  static func tokens(_ source: JSON) -> Int {
    guard source["type"]?.says("base64") == true, let data = source["data"]?.string else { return 800 }
    // The size sits in the head of every format; decoding megabytes to count would be waste.
    let head = Base64Text.decode(Array(data.utf8.prefix(65536))) ?? []
    guard let (width, height) = dimensions(head) else { return 800 }
    return min(1600, max(1, (width * height + 749) / 750))
  }
}
