import Files
import Testing

@testable import Cases

@Suite struct ProfileLintTests {
  private func profile(_ yaml: String) throws -> SuiteProfile {
    ProfileDecoder(try YAML.parse(Array(yaml.utf8), file: "p.yaml"), log: DiagnosticLog()).decode()
  }

  private func mistakes(_ profiles: [SuiteProfile]) -> [String] {
    LintRules.knownProfiles(Suite(cases: [], requirements: [], profiles: profiles, version: "1", digest: "")).map(
      \.code)
  }

  @Test func aCaseThatDoesNotExistIsNamed() throws {
    let profile = try profile("{ profile: p, requests: 3, cases: [ no-such ] }")
    #expect(profile.mostRequests == 3)
    #expect(mistakes([profile]) == ["unknown-case"])
  }

  @Test func namesAndCasesStandOnce() throws {
    let empty = try profile("{ profile: p, requests: 3, cases: [] }")
    #expect(mistakes([empty]) == [])
    #expect(mistakes([empty, empty]) == ["repeated-id"])
    let twice = try profile("{ profile: q, requests: 3, cases: [ a, a ] }")
    #expect(mistakes([twice]) == ["unknown-case", "repeated-id"])
  }

  @Test func aRequirementThatDoesNotExistIsNamed() throws {
    let profile = try profile("{ profile: p, requests: 3, requirements: [ nothing ], cases: [] }")
    #expect(mistakes([profile]) == ["unknown-requirement"])
  }
}
