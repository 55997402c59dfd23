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
    #expect(Suggestions.nearest(to: text, among: keys) == expected)
  }

  @Test(arguments: ["", "xy", "body", "exceptional", "completely different", "é"])
  func strangersFindNone(_ text: String) {
    #expect(Suggestions.nearest(to: text, among: ["id", "expect", "max_tokens"]) == nil)
  }

  @Test func theNearestWinsThenTheFirst() {
    #expect(Suggestions.nearest(to: "expectd", among: ["expel", "expected", "expect"]) == "expected")
    #expect(Suggestions.nearest(to: "cat", among: ["bat", "hat", "rat"]) == "bat")
    #expect(Suggestions.nearest(to: "cat", among: ["rat", "hat", "bat"]) == "rat")
  }

  @Test func aSwapIsOneEditAndThreeAreTheMost() {
    #expect(Suggestions.nearest(to: "abcdefghi", among: ["badcefghi"]) == "badcefghi")
    #expect(Suggestions.nearest(to: "abcdefghijkl", among: ["badcfeghijkl"]) == "badcfeghijkl")
    #expect(Suggestions.nearest(to: "abcdefghijklmnop", among: ["badcfehgijklmnop"]) == nil)
    #expect(Suggestions.nearest(to: "abcdef", among: ["abcxyf"]) == "abcxyf")
    #expect(Suggestions.nearest(to: "abcdef", among: ["abwxyf"]) == nil)
  }

  @Test func nothingIsComparedWithNothing() {
    #expect(Suggestions.nearest(to: "a", among: []) == nil)
    #expect(Suggestions.nearest(to: "a", among: ["", "b"]) == nil)
  }

  @Test(.timeLimit(.minutes(1))) func hugeTextsCostNothing() {
    let huge = String(repeating: "x", count: 1 << 20)
    #expect(Suggestions.nearest(to: huge, among: [huge + "y"]) == nil)
    #expect(Suggestions.nearest(to: "xx", among: [huge]) == nil)
  }
}
