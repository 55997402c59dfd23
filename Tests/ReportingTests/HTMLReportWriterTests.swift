import Contract
import Testing
import Wire

@testable import Reporting

@Suite struct HTMLReportWriterTests {
  static let sample = HTMLStructure(HTMLReportWriter().write(sampleReport()))
  static let hostile = HTMLStructure(HTMLReportWriter().write(hostileReport()))

  @Test func theReaderOfTheTestsSeesFlaws() {
    for html in [
      "<p>a", "<p></b>", "<p onclick=\"x\"></p>", "<a href=\"javascript:x\"></a>",
      "<a href=\"#nowhere\"></a>",
      "a < b", "&copy;", "<p id=\"a\"></p><p id=\"a\"></p>", "<script>", "<!-- x -->",
    ] {
      #expect(!HTMLStructure(Array("<!doctype html>\n\(html)".utf8)).flaws.isEmpty, "\(html)")
    }
  }

  @Test func thePageIsWellFormed() {
    #expect(Self.sample.flaws == [])
    #expect(Self.hostile.flaws == [])
  }

  @Test func serverTextBecomesNoElement() {
    // Both pages hold the same kinds of tags, whatever the server says.
    let known = Set(Self.sample.tags.map(\.name))
    #expect(Set(Self.hostile.tags.map(\.name)).subtracting(known).subtracting(["i", "small"]) == [])
    #expect(Self.hostile.tags.count { $0.name == "script" } == 1)
    for scalar in Self.hostile.text.unicodeScalars where scalar != "\n" {
      #expect(!VisibleText.isUnsafe(scalar), "U+\(String(scalar.value, radix: 16))")
    }
  }

  @Test func thePolicyAllowsThisStyleAndScriptAndNothingElse() throws {
    let policy = try #require(
      Self.hostile.tags.first { $0.attribute("http-equiv") == "Content-Security-Policy" }?.attribute(
        "content"))
    func source(_ text: String) -> String { "'sha256-\(Base64.encode(SHA256.digest(text.utf8)))'" }
    let style = try #require(Self.hostile.raw["style"])
    let script = try #require(Self.hostile.raw["script"])
    #expect(
      policy
        == "default-src 'none'; style-src \(source(style)); script-src \(source(script)); img-src data:; "
        + "base-uri 'none'; form-action 'none'")
    for word in ["http:", "https:", "url(", "@import", "fetch(", "innerHTML", "eval"] {
      #expect(!style.contains(word) && !script.contains(word), "\(word)")
    }
  }

  @Test func whatAPersonNeedsIsThere() {
    let text = Self.sample.text.replacing(/\s+/, with: " ")
    for words in [
      "Claude Code breaks", "Python SDK 2.x limited", "http://localhost:1234", "openai/gpt-oss-20b",
      "optional (probed)", "57 requests (41 generating)", "2026.11", "FAIL", "index-gap",
      "event 14, byte 2048, /index, after 412 ms", "expectedindex 1", "gotindex 2", "breaks claude-code",
      "docs streaming", "what broke", "curl -sS -i --no-buffer -H &quot;x-api-key: $TOKEN&quot;",
      "POST /v1/messages?beta=true -&gt; 200", "the model never wrote the sequence",
      "listed since 2026-10-01",
    ] {
      #expect(text.contains(words), "\(words)")
    }
    for requirement in sampleReport().requirements {
      #expect(Self.sample.tags.contains { $0.attribute("id") == "r-\(requirement.id)" }, "\(requirement.id)")
    }
  }

  @Test func sourcesThatCanBeReadAreLinked() {
    var report = sampleReport()
    report.requirements[0].sources = [
      .init(kind: .issue, reference: "owner/repo#12"),
      .init(kind: .issue, reference: "owner/repo#12<script>"),
      .init(kind: .docs, reference: "streaming", title: "Streaming", url: "https://example.com/streaming"),
      .init(kind: .docs, reference: "a", title: "A", url: "https://github.com/\"><script>"),
      .init(kind: .docs, reference: "b", title: "B", url: "javascript:alert(1)"),
      .init(kind: .docs, reference: "owner/repo#12"),
    ]
    let page = HTMLStructure(HTMLReportWriter().write(report))
    #expect(page.flaws == [])
    let links = page.tags.compactMap { $0.attribute("href") }.filter { $0.hasPrefix("https://github.com/") }
    #expect(links.contains("https://github.com/owner/repo/issues/12"))
    #expect(page.tags.contains { $0.attribute("href") == "https://example.com/streaming" })
    #expect(!page.tags.contains { $0.attribute("href")?.hasPrefix("javascript") == true })
  }

  @Test func manyChecksAreCutAndCounted() {
    var report = sampleReport()
    report.checks = (0..<500).map {
      .init(
        id: "c\($0)", requirement: "message-shape", level: .must, verdict: .fail, actual: Hostile.megabyte)
    }
    let bytes = HTMLReportWriter().write(report)
    #expect(bytes.count < 300_000)
    let page = HTMLStructure(bytes)
    #expect(page.flaws == [])
    #expect(page.text.contains("and 399 checks more in the JSON report"))
    #expect(page.tags.count { $0.attribute("class") == "cause item" } == 1)
  }

  @Test(arguments: [
    ("a", "x", "a-x"), ("r", "error-envelope", "r-error-envelope"), ("r", "a b", "rx-c8687a08aa5d6ed2"),
  ])
  func anchors(_ prefix: String, _ name: String, _ anchor: String) {
    #expect(HTMLText.anchor(prefix, name) == anchor)
  }

  /// Without anything wrong, sections are missing, and nothing points at them.
  @Test func aPageWithoutFailuresIsWellFormed() {
    var report = sampleReport()
    report.checks = [report.checks[0]]
    report.requirements = [report.requirements[1]]
    report.clients = []
    let page = HTMLStructure(HTMLReportWriter().write(report))
    #expect(page.flaws == [])
    #expect(page.text.contains("Nothing that was judged is broken."))
    report.requirements = []
    report.checks = []
    #expect(HTMLStructure(HTMLReportWriter().write(report)).flaws == [])
  }

  @Test func longReproductionsAreShownAsFarAsTheyFit() {
    var report = sampleReport()
    report.checks = (0..<20).map {
      .init(
        id: "c\($0)", requirement: "message-shape", level: .must, verdict: .fail,
        message: String(repeating: "y", count: $0 + 1),
        reproduce: "curl '\(String(repeating: "x", count: 60_000))'")
    }
    let page = HTMLStructure(HTMLReportWriter().write(report))
    #expect(page.tags.count { $0.attribute("class") == "shell" } == 9)
    #expect(page.text.contains("too long for this page"))
  }

  /// The address of a check leads to the same place in every report.
  @Test func checksAndBrokenRequirementsHaveAnchorsOfTheirOwn() {
    let ids = Set(Self.sample.tags.compactMap { $0.attribute("id") })
    for check in sampleReport().checks where check.verdict == .fail {
      #expect(ids.contains(HTMLText.anchor("k", check.id.description)), "\(check.id)")
      #expect(ids.contains(HTMLText.anchor("b", check.requirement)), "\(check.requirement)")
    }
  }

  @Test func aPageOfManyFailuresStaysSmall() {
    let report = manyFailures(500)
    let bytes = HTMLReportWriter().write(report)
    #expect(bytes.count < 4_000_000)
    #expect(HTMLStructure(bytes).flaws == [])
  }

  @Test func requirementsWithoutAnyCheckAreListed() {
    #expect(Self.sample.text.contains("1 requirement had no check in this run: 1 may."))
    #expect(Self.sample.tags.contains { $0.attribute("id") == "unjudged" })
  }
}
