import Files
import Testing
import Wire

@testable import Cases
@testable import Contract

/// The case about an overlong prompt and the rule about words that only look like it know the same words.
@Suite struct OverflowWordsTests {
  @Test func theCaseTakesTheWordsOfTheRuleAndNoOthers() throws {
    let path = ClientFixtureTests.root + "/fixtures/requests/stop.yaml"
    let text = try #require(try YAML.parse(try Files.read(path), file: path).json["overflow_words"]?.string)
    let pattern = try Pattern(text)
    for word in OverflowWords.all { #expect(pattern.isFound(in: "400: \(word)!"), "\(word)") }
    #expect(text.utf8.count { $0 == UInt8(ascii: "|") } == OverflowWords.all.count - 1)
    #expect(!pattern.isFound(in: "messages: Field required"))
  }
}
