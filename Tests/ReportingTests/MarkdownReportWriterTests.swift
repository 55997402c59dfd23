import Contract
import Testing

@testable import Reporting

@Suite struct MarkdownReportWriterTests {
  static let hostile = String(decoding: MarkdownReportWriter().write(hostileReport()), as: UTF8.self)
    .withoutAccents

  /// What is left of the text when code spans, code blocks, comments and references are taken out.
  static func outsideCode(_ text: String) -> String {
    var result = ""
    var inBlock: Substring?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let fence = line.drop { $0 == " " }.prefix { $0 == "`" }
      if let open = inBlock {
        if fence.count >= open.count, line.drop(while: { $0 == " " }) == fence { inBlock = nil }
        continue
      }
      if fence.count >= 3 {
        inBlock = fence
        continue
      }
      result += withoutSpans(line) + "\n"
    }
    #expect(inBlock == nil, "a code block is left open")
    return result.replacing("<!-- -->", with: "").replacing(/&#[0-9]+;/, with: "")
  }

  private static func withoutSpans(_ line: Substring) -> String {
    var result = ""
    var rest = line
    while let tick = rest.firstIndex(of: "`") {
      result += rest[..<tick]
      let fence = rest[tick...].prefix { $0 == "`" }
      var search = rest[fence.endIndex...]
      var end: Substring.Index?
      while let next = search.firstIndex(of: "`") {
        let run = search[next...].prefix { $0 == "`" }
        if run.count == fence.count {
          end = run.endIndex
          break
        }
        search = search[run.endIndex...]
      }
      guard let end else {
        Issue.record("a code span is left open: \(line.prefix(200))")
        return result
      }
      rest = rest[end...]
    }
    return result + rest
  }

  @Test func serverTextIsNeitherHTMLNorLayoutNorMention() {
    let rest = Self.outsideCode(Self.hostile)
    #expect(!rest.contains("@") && !rest.contains("://") && !rest.contains("www."))
    #expect(!rest.contains("![") && !rest.contains("]("))
    let tags = rest.matches(of: /<[^>]*>/).map { String($0.output) }
    #expect(Set(tags) == ["<details>", "</details>", "<summary>", "</summary>"])
    #expect(!rest.contains("&lt") && rest.matches(of: /&[a-z]/).count == rest.matches(of: /&rarr;/).count)
    // Headings are ours alone, and every row of a table has as many cells as its head.
    let headings = rest.split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(headings == ["## dropin: too little judged to say", "### Broken: 2 requirements, 2 likely causes"])
    let tables = rest.split(separator: "\n\n").filter { $0.hasPrefix("|") }
    #expect(tables.count == 3)
    for table in tables {
      #expect(Set(table.split(separator: "\n").map { row in row.count { $0 == "|" } }).count == 1, "\(table)")
    }
    #expect(rest.split(separator: "\n").filter { $0.contains("|") && !$0.hasPrefix("|") } == [])
  }

  @Test func linesThatServerTextCouldBeginAreNone() {
    for line in Self.hostile.split(separator: "\n") {
      #expect(!line.hasPrefix("::") && !line.hasPrefix("##["))
    }
  }

  @Test(arguments: [
    ("@octocat", "&#64;<!-- -->octocat"), ("#12", "&#35;<!-- -->12"), ("GH-12", "GH&#45;<!-- -->12"),
    ("a|b", "a&#124;b"), ("<b>", "&#60;b&#62;"), ("www.x", "www&#46;<!-- -->x"), ("x: y.z-1", "x: y.z-1"),
    ("http://x", "http&#58;<!-- -->//x"), ("a\nb", "a&#92;nb"), ("&amp;", "&#38;amp;"),
    ("*_~`", "&#42;&#95;&#126;&#96;"),
  ])
  func plainText(_ text: String, _ markdown: String) { #expect(MarkdownText.plain(text) == markdown) }

  @Test(arguments: [
    ("a", "`a`"), ("`a`", "`` `a` ``"), ("a``b", "```a``b```"), (" a", "`  a `"), ("", "(empty)"),
    ("a\nb", "`a\\nb`"),
  ])
  func codeSpans(_ text: String, _ markdown: String) { #expect(MarkdownText.code(text) == markdown) }

  @Test func aBlockIsNotClosedByItsText() {
    #expect(MarkdownText.block("a\n```\nb", language: "sh") == "````sh\na\n```\nb\n````\n")
  }

  @Test func aLongReportIsCutAndSaysSo() {
    let report = manyFailures(2000)
    let text = MarkdownReportWriter().write(report)
    #expect(text.count < 65_536)
    #expect(String(decoding: text, as: UTF8.self).contains("more in the whole report"))
  }
}
