import Contract
import Files
import Testing

@testable import Cases

/// What the registry claims of examples is not believed.
@Suite struct ExampleProofTests {
  private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  private static let requirements = Result {
    var loader = SuiteLoader(specs: root + "/specs", fixtures: root + "/fixtures")
    return try loader.load().suite.requirements
  }

  /// The mistakes that are found when the entry of one requirement is another.
  private func mistakes(_ entry: String) throws -> [String] {
    let text = "format: 1\narea: response\nrequirements:\n  - \(entry)\n"
    let log = DiagnosticLog()
    let decoder = RequirementDecoder(try YAML.parse(Array(text.utf8), file: "r.yaml"), log: log)
    let decoded = decoder.decode()
    #expect(log.entries.isEmpty)
    let replaced = try #require(decoded.first)
    let others = try Self.requirements.get().filter { $0.requirement.id != replaced.requirement.id }
    let suite = Suite(cases: [], requirements: others + [replaced], version: "1", digest: "")
    let library = try ExampleLibrary(suite, fixtures: Self.root + "/fixtures")
    return ExampleProof(suite, library).diagnostics.map { "\($0.code): \($0.message)" }
  }

  private func entry(_ rest: String) -> String {
    "{ id: resp-id-prefix, level: must, kind: wire, text: t, sources: [], \(rest) }"
  }

  private let sound = "violated_by: [ { foreign-id: { reason: wrong-prefix, reply: { id: chatcmpl-1 } } } ]"

  @Test func trueClaimsAreAccepted() throws {
    #expect(try mistakes(entry("judged: everywhere, satisfied_by: [ text-reply ], \(sound)")) == [])
  }

  @Test func exampleThatViolatesIsNotSatisfied() throws {
    let found = try mistakes(entry("judged: everywhere, satisfied_by: [ foreign-id ], \(sound)"))
    #expect(found == ["wrong-example: the example 'foreign-id' violates 'resp-id-prefix': wrong-prefix"])
  }

  @Test func exampleThatTheRuleDoesNotFitIsNotSatisfied() throws {
    let found = try mistakes(entry("judged: everywhere, satisfied_by: [ list ], \(sound)"))
    #expect(
      found == ["wrong-example: the rule of 'resp-id-prefix' finds nothing to look at in the example 'list'"])
  }

  @Test func exampleThatIsSoundIsNotViolated() throws {
    let claim = "judged: everywhere, satisfied_by: [ text-reply ], violated_by: [ text-reply: wrong-prefix ]"
    #expect(try mistakes(entry(claim)) == ["wrong-example: the example 'text-reply' does not violate 'resp-id-prefix'"])
  }

  @Test func reasonIsTheOneThatTheRuleGives() throws {
    let claim = sound.replacing("reason: wrong-prefix", with: "reason: empty")
    let found = try mistakes(entry("judged: everywhere, satisfied_by: [ text-reply ], \(claim)"))
    #expect(found == ["wrong-example: the example 'foreign-id' violates 'resp-id-prefix' for another reason"])
  }

  @Test func violationThatNoEntryListsIsReported() throws {
    let claim = sound.replacing("id: chatcmpl-1", with: "id: chatcmpl-1, model: ''")
    let found = try mistakes(entry("judged: everywhere, satisfied_by: [ text-reply ], \(claim)"))
    #expect(found == ["unlisted-violation: the example 'foreign-id' violates 'resp-model-nonempty' too: empty"])
  }

  @Test func invariantNeedsExamplesOfBothKinds() throws {
    let found = try mistakes(entry("judged: everywhere, \(sound)"))
    #expect(found == ["no-example: 'resp-id-prefix' is judged everywhere and has no 'satisfied_by'"])
  }

  @Test func ruleThatTheRegistryDoesNotListIsReported() throws {
    let found = try mistakes(entry("satisfied_by: [ text-reply ], violated_by: []"))
    #expect(found.contains("idle-example: 'resp-id-prefix' has examples, and no rule that looks at them"))
    #expect(
      found.contains("unlisted-rule: a rule speaks of 'resp-id-prefix', which is not judged everywhere"))
  }

  @Test func unknownExampleIsNamed() throws {
    let found = try mistakes(entry("judged: everywhere, satisfied_by: [ text-replie ], \(sound)"))
    #expect(found == ["unknown-example: no example 'text-replie'"])
  }
}
