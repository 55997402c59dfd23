import Testing

@testable import Cases

/// Files written to exhaust memory, stack or patience, and their harmless neighbours.
@Suite struct YAMLLimitTests {
  private func refusal(_ text: String) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try YAML.parse(Array(text.utf8), file: "x.yaml")
      return nil
    } catch {
      return error
    }
  }

  @Test func aBombIsRefusedWhereItGoesOff() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    let diagnostic = try #require(refusal(text))
    #expect(diagnostic.code == "yaml-expansion")
    // 12,330 values up to here and 11,111 for each use of a3, so the eighth is one too many.
    #expect(diagnostic.place.line == 5)
    #expect(diagnostic.place.column == "a4: &a4 [".count + 7 * "*a3, ".count + 1)
  }

  @Test func mergesCountToo() throws {
    var text = "a0: &a0 {" + (0..<1000).map { "k\($0): 1" }.joined(separator: ", ") + "}\n"
    for level in 1...120 { text += "a\(level): &a\(level) {<<: *a\(level - 1), l\(level): 1}\n" }
    #expect(refusal(text)?.code == "yaml-expansion")
  }

  @Test func expansionUpToTheLimitIsFine() throws {
    let large = "a: &a [" + Array(repeating: "x", count: 999).joined(separator: ", ") + "]\n"
    func uses(_ count: Int) -> String {
      large + "b: [" + Array(repeating: "*a", count: count).joined(separator: ", ") + "]\n"
    }
    #expect(refusal(uses(100)) == nil)
    let oneMore = refusal("s: &s x\n" + uses(100) + "c: *s\n")
    #expect(oneMore?.code == "yaml-expansion")
    #expect(oneMore?.place == SourcePlace(file: "x.yaml", line: 4, column: 4, endLine: 4, endColumn: 6))
  }

  @Test(arguments: [("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", "")])
  func nestingHasALimit(_ open: String, _ close: String) throws {
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + "x" + String(repeating: close, count: depth)
    }
    if open != "? " { #expect(refusal(nested(64)) == nil) }
    let diagnostic = try #require(refusal(nested(65)))
    if open != "? " {
      #expect(diagnostic.code == "yaml-too-deep")
      #expect(diagnostic.place == SourcePlace(file: "x.yaml", line: 1, column: 64 * open.count + 1))
    }
    #expect(refusal(nested(10_000)) != nil)
    #expect(refusal(String(repeating: open, count: 10_000)) != nil)
  }

  @Test func nestingThroughBlocksHasALimit() {
    func nested(_ depth: Int) -> String {
      (0..<depth).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    }
    #expect(refusal(nested(64)) == nil)
    #expect(refusal(nested(65))?.code == "yaml-too-deep")
    #expect(refusal(nested(1_500))?.code == "yaml-too-deep")
  }

  @Test func nestingThroughAliasesHasALimit() {
    func nested(_ levels: Int) -> String {
      var text = "a0: &a0 [x]\n"
      for level in 1...levels { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
      return text
    }
    // The last value holds 63 sequences and lies in the root mapping: 64.
    #expect(refusal(nested(62)) == nil)
    #expect(refusal(nested(63))?.code == "yaml-too-deep")
  }

  @Test func mergesDoNotNest() {
    var text = "a0: &a0 {k: 1}\n"
    for level in 1...1000 { text += "a\(level): &a\(level) {<<: *a\(level - 1)}\n" }
    #expect(refusal(text) == nil)
  }

  @Test func sizeHasALimit() {
    let limit = 4 << 20
    #expect(refusal("#" + String(repeating: "x", count: limit - 1)) == nil)
    let diagnostic = refusal("#" + String(repeating: "x", count: limit))
    #expect(diagnostic?.code == "yaml-too-large")
    #expect(diagnostic?.message == "the file has 4194305 bytes, more than 4194304")
  }
}
