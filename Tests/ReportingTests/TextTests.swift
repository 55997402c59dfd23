import Testing

@testable import Reporting

@Suite struct TextTests {
  @Test(arguments: [
    ("plain é 日本 👩‍💻", "plain é 日本 👩‍💻"), ("a\u{1B}[0m", "a\\u{1b}[0m"), ("a\nb\tc\r", "a\\nb\\tc\\r"),
    ("\u{202E}x", "\\u{202e}x"), ("\u{FFFE}\u{10FFFF}", "\\u{fffe}\\u{10ffff}"), ("\u{E0041}", "\\u{e0041}"),
    ("a\u{AD}b\u{200B}", "a\\u{ad}b\\u{200b}"), ("", ""),
  ])
  func visible(_ text: String, _ shown: String) { #expect(VisibleText.of(text) == shown) }

  @Test func lineFeedsAndTabsCanStay() {
    #expect(VisibleText.of("a\nb\tc\r", keeping: [.lineFeeds, .tabs]) == "a\nb\tc\\r")
    #expect(VisibleText.of("a\r\nb", keeping: .lineFeeds) == "a\\r\nb")
  }

  /// A scalar Unicode calls a control or format character is spelled out, but for the joiners and the
  /// visible signs among them.
  @Test func nothingThatActsSlipsThrough() {
    let visibleSigns: [ClosedRange<UInt32>] = [
      0x600...0x605, 0x6DD...0x6DD, 0x70F...0x70F, 0x890...0x891, 0x8E2...0x8E2, 0x110BD...0x110CD,
      0x13430...0x1345F, 0x1BCA0...0x1BCA3, 0x200C...0x200D,
    ]
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: #expect(VisibleText.isUnsafe(scalar))
      case .format where !visibleSigns.contains { $0.contains(value) }:
        #expect(VisibleText.isUnsafe(scalar), "U+\(String(value, radix: 16))")
      case _ where scalar.properties.isBidiControl: #expect(VisibleText.isUnsafe(scalar))
      case _ where scalar.properties.isNoncharacterCodePoint: #expect(VisibleText.isUnsafe(scalar))
      case .uppercaseLetter, .lowercaseLetter, .decimalNumber: #expect(!VisibleText.isUnsafe(scalar))
      default: break
      }
    }
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "abc… [4 bytes]"), ("日本", 4, "日… [6 bytes]"), ("日", 0, "… [3 bytes]"),
  ])
  func excerpts(_ text: String, _ limit: Int, _ cut: String) {
    #expect(Excerpt.of(text, limit: limit) == cut)
  }
}
