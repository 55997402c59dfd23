import Testing

@testable import Cases

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("exepct", "expect"), ("expct", "expect"), ("expectt", "expect"), ("Expect", "expect"),
    ("EXPECT", "expect"),
    ("max-tokens", "max_tokens"), ("maxtokens", "max_tokens"), ("titel", "title"), ("di", "id"),
    ("ids", "id"),
    ("metohd", "method"), ("hedaers", "headers"), ("stop_sequence", "stop_sequences"),
  ])
  func aMisspellingFindsItsKey(_ text: String, _ expected: String) {
    let keys = ["id", "title", "expect", "max_tokens", "method", "headers", "stop_sequences"]
    #expect(suggestion(for: text, among: keys) == expected)
  }

  @Test(arguments: ["", "xy", "body", "exceptional", "completely different", "é"])
  func strangersFindNone(_ text: String) {
    #expect(suggestion(for: text, among: ["id", "expect", "max_tokens"]) == nil)
  }

  @Test func theNearestWinsThenTheFirst() {
    #expect(suggestion(for: "expectd", among: ["expel", "expected", "expect"]) == "expected")
    #expect(suggestion(for: "cat", among: ["bat", "hat", "rat"]) == "bat")
    #expect(suggestion(for: "cat", among: ["rat", "hat", "bat"]) == "rat")
  }

  @Test func aSwapIsOneEditAndThreeAreTheMost() {
    #expect(suggestion(for: "abcdefghi", among: ["badcefghi"]) == "badcefghi")
    #expect(suggestion(for: "abcdefghijkl", among: ["badcfeghijkl"]) == "badcfeghijkl")
    #expect(suggestion(for: "abcdefghijklmnop", among: ["badcfehgijklmnop"]) == nil)
    #expect(suggestion(for: "abcdef", among: ["abcxyf"]) == "abcxyf")
    #expect(suggestion(for: "abcdef", among: ["abwxyf"]) == nil)
  }

  @Test func nothingIsComparedWithNothing() {
    #expect(suggestion(for: "a", among: []) == nil)
    #expect(suggestion(for: "a", among: ["", "b"]) == nil)
  }

  @Test(.timeLimit(.minutes(1))) func hugeTextsCostNothing() {
    let huge = String(repeating: "x", count: 1 << 20)
    #expect(suggestion(for: huge, among: [huge + "y"]) == nil)
    #expect(suggestion(for: "xx", among: [huge]) == nil)
  }
}
