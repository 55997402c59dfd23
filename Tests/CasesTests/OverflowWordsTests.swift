import Files
import Testing
import Wire

@testable import Cases
@testable import Contract

/// The case about an overlong prompt and the rule about words that only look like it know the same words.
@Suite struct OverflowWordsTests {
  @Test func theCaseTakesTheWordsOfTheRuleAndNoOthers() throws {
    let path = ClientFixtureTests.root + "/specs/cases/stop/context.yaml"
    let text = try #require(Self.pattern(in: try YAML.parse(try Files.read(path), file: path).json))
    let pattern = try Pattern(text)
    for word in OverflowWords.all { #expect(pattern.isFound(in: "400: \(word)!"), "\(word)") }
    #expect(text.utf8.count { $0 == UInt8(ascii: "|") } == OverflowWords.all.count - 1)
    #expect(!pattern.isFound(in: "messages: Field required"))
  }

  private static func pattern(in json: JSON) -> String? {
    if let text = json["$matches"]?.string, text.utf8.contains(UInt8(ascii: "|")) { return text }
    return (json.object?.members.map(\.value) ?? json.array ?? []).firstResult(pattern)
  }
}
