import Cases
import Planning
import Testing
import Wire

@testable import Evidence

@Suite struct RunDescriptionTests {
  static func description(_ model: String = "m", digest: String = "d") -> RunDescription {
    RunDescription(
      tool: "1", suiteVersion: "2", suiteDigest: digest, baseURL: "http://h", model: model, defaultAuth: .bearer,
      facts: TargetFacts([.auth: "required"]), authOrigin: "probed", selection: Selection(cases: ["a*"]),
      replayAuth: [.none], started: "2026-01-01T00:00:00Z")
  }

  @Test func survivesTheDisk() throws {
    var described = Self.description()
    described.shard = Shard("2/5")
    described.serverName = "a server"
    described.selection.client = "claude-code"
    #expect(try RunDescription(json: described.json) == described)
  }

  @Test func anotherFormatIsRefused() throws {
    var other = Self.description().json
    other["format"] = "dropin-evidence/9"
    #expect(throws: EvidenceError.self) { try RunDescription(json: other) }
  }

  @Test func selectionsLongerThanACommandLineAreRefused() throws {
    var long = Self.description().json
    long["selection"]?["cases"] = .array([.string(String(repeating: "*", count: 30_000))])
    #expect(throws: EvidenceError.self) { try RunDescription(json: long) }
    var many = Self.description().json
    many["selection"]?["areas"] = .array(Array(repeating: .string("sse"), count: 20_000))
    #expect(throws: EvidenceError.self) { try RunDescription(json: many) }
  }
}
