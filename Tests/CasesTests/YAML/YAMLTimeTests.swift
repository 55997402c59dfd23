import Testing

@testable import Cases

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Text that grows must cost in proportion, also when it was written to hurt.
@Suite struct YAMLTimeTests {
  static let shapes: [(name: String, make: @Sendable (Int) -> String)] = [
    ("flow sequence", { "[" + repeated("1,", $0) + "1]" }),
    ("flow mapping", { size in "{" + numbered(size) { "k\($0): 1," } + "z: 1}" }),
    ("flow mapping, not ASCII", { size in "{" + numbered(size) { "é\($0): 1," } + "z: 1}" }),
    ("flow mapping, empty values", { size in "{" + numbered(size) { "é\($0): ," } + "z: 1}" }),
    ("flow pairs", { "[" + repeated("{a: 1},", $0) + "1]" }),
    ("single pairs", { "[" + repeated("a: 1,", $0) + "1]" }),
    ("empty flow collections", { "[" + repeated("[],{},", $0) + "1]" }),
    ("block mapping", { size in numbered(size) { "k\($0): 1\n" } }),
    ("block sequence", { repeated("- 1\n", $0) }),
    ("long plain text", { "a: " + repeated("x", $0) }),
    ("long plain text of words", { "a: " + repeated("x ", $0) + "." }),
    ("plain text over many lines", { "a: x\n" + repeated("  y\n", $0) }),
    ("empty lines in a plain text", { "a: x\n" + repeated("\n", $0) + "  y\n" }),
    ("long quoted text", { "a: \"" + repeated("x\\n", $0) + "\"" }),
    ("quoted text over many lines", { "a: \"" + repeated("x\n  ", $0) + "\"" }),
    ("long single quoted text", { "a: '" + repeated("''", $0) + "'" }),
    ("block text", { "a: |\n" + repeated("  x\n", $0) }),
    ("folded text", { "a: >\n" + repeated("  x\n\n", $0) }),
    ("empty lines in a block text", { "a: |\n" + repeated("\n", $0) + "  x\n" }),
    ("comments", { repeated("# x\n", $0) + "a: 1\n" }),
    ("one long comment", { "# " + repeated("x", $0) + "\na: 1\n" }),
    ("empty lines", { repeated("\n", $0) + "a: 1\n" }),
    ("spaces", { repeated(" ", $0) + "a" }),
    ("comments after the document", { "a: 1\n...\n" + repeated("# x\n", $0) }),
    ("document ends", { "a: 1\n" + repeated("...\n", $0) }),
    ("anchors", { size in "[" + numbered(size) { "&a\($0) 1," } + "1]" }),
    ("one anchor again and again", { "[" + repeated("&a 1,", $0) + "1]" }),
    ("a long anchor", { "a: &" + repeated("x", $0) + " 1\n" }),
    ("a long tag", { "a: !!str" + repeated("x", $0) + " 1\n" }),
    ("escaped tag", { "a: !<" + repeated("%41", $0) + "> 1\n" }),
    ("a long key", { "\"" + repeated("x", $0) + "\": 1\n" }),
    ("brackets", { repeated("[", $0) }),
    ("braces", { repeated("{", $0) }),
    ("dashes", { repeated("- ", $0) }),
    ("question marks", { repeated("? ", $0) }),
    ("colons", { repeated(": ", $0) }),
    ("keys in keys", { repeated("a: ", $0) }),
    ("explicit keys and brackets", { repeated("? [", $0) }),
    ("mapping in sequence", { repeated("[{a: ", $0) }),
    ("quotes", { "[" + repeated("\"\",", $0) + "1]" }),
    ("tag directives", { size in numbered(size) { "%TAG !\($0)! x\n" } + "--- a\n" }),
    ("tag directives in between", { size in "a\n---\n" + numbered(size) { "%TAG !\($0)! x\n" } }),
    ("version directives", { repeated("%YAML 1.2\n", $0) + "--- a\n" }),
    ("a long version", { "%YAML 1." + repeated("1", $0) + "\n--- a\n" }),
    ("commas", { "[" + repeated(",", $0) + "]" }),
    ("merge of many", { "a: &a {b: 1}\nc: {<<: [" + repeated("*a,", $0) + "*a]}\n" }),
    ("invalid bytes late", { repeated("# x\n", $0) + "\u{1}" }),
  ]

  @Test(arguments: shapes.indices) func costIsInProportion(_ index: Int) {
    let (name, make) = Self.shapes[index]
    let small = min(cpuSeconds(make(1 << 12)), cpuSeconds(make(1 << 12)))
    let large = cpuSeconds(make(1 << 16))
    // Sixteen times the text: 16 when linear, 256 when quadratic. The second reading, taken only
    // when the first looks bad, keeps a machine that stumbled once from failing the test.
    let isFine = large < small * 48 || cpuSeconds(make(1 << 16)) < small * 48
    #expect(isFine, "\(name): \(small) s, then \(large) s")
  }

  @Test func aMegabyteOfFlowIsFine() throws {
    let numbers = "[" + repeated("1,", 1 << 20) + "1]"
    let yaml = try YAML.parse(Array(numbers.utf8), file: "x.yaml")
    #expect(yaml.elements?.count == (1 << 19) + 1)
  }

  private func cpuSeconds(_ text: String) -> Double {
    let bytes = Array(text.utf8)
    let start = threadTime()
    do throws(Diagnostic) {
      _ = try YAML.parse(bytes, file: "x.yaml")
    } catch {
      _ = error.rendered(source: SourceText(file: "x.yaml", bytes: bytes))
    }
    return threadTime() - start
  }

  /// Time this thread spent computing, so that a busy machine does not count.
  private func threadTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

private func repeated(_ text: String, _ size: Int) -> String {
  String(repeating: text, count: size / text.utf8.count)
}

/// Numbered texts, about `size` bytes in all.
private func numbered(_ size: Int, _ make: (Int) -> String) -> String {
  var text = ""
  var number = 0
  while text.utf8.count < size {
    text += make(number)
    number += 1
  }
  return text
}
