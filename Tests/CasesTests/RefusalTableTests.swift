import Files
import Testing
import Wire

@testable import Cases

/// What genuine clients made of refusals (`script/watch-clients`) is what their profiles say.
@Suite struct RefusalTableTests {
  private static let folder = ClientFixtureTests.root + "/fixtures/refusals/"

  private static func documents(of client: String) throws -> [JSON] {
    try Files.list(folder, extension: "json").map { try JSONParser.parse(try Files.read($0)).root }
      .filter { $0["client"]?.string == client }
  }

  /// Whether the profile says that the client goes on after this refusal; nil for what profiles do not speak of.
  private func goesOn(_ profile: ClientProfile, _ refusal: JSON) throws -> Bool? {
    let (status, message) = (try #require(refusal["status"]?.int), try #require(refusal["message"]?.string))
    let type = try #require(refusal["type"]?.string)
    let body = (["error": ["type": .string(type), "message": .string(message)]] as JSON).text()
    let reactions = profile.errorReactions.filter { !$0.isAboutAnything && $0.speaks(status: status, body: body) }
    func fits(_ isRemedy: (Fallback) -> Bool) -> Bool { reactions.contains { $0.fallback.map(isRemedy) ?? false } }
    func removes(_ field: String) -> Bool {
      fits { fallback in fallback.remove.contains { "\($0)" == field } }
    }
    switch refusal["refuses"]?.string {
    case "long conversations": return reactions.contains { $0.reaction.hasPrefix("sums") }
    case "large limits":
      return reactions.contains { $0.fallback?.limit?.tokens(after: $0.words, in: body) != nil }
    case "system messages": return fits(\.movesSystemIntoUser)
    case "adaptive thinking": return fits { $0.thinkingBudget != nil }
    case "an effort", "the beta effort-2025-11-24": return removes("output_config")
    case "context management": return removes("context_management")
    default: return nil
    }
  }

  @Test func profilesSayWhatClaudeCodeMakesOfRefusals() throws {
    var compared = 0
    for document in try Self.documents(of: "claude-code") {
      let version = document["version"]?.string
      let profiles = try ClientFixtureTests.profiles()
      guard let profile = profiles.first(where: { $0.registryNames == ["claude-code"] && $0.version == version }) else {
        continue
      }
      for refusal in document["refusals"]?.array ?? [] where refusal["outcome"]?.string != "not asked" {
        guard let says = try goesOn(profile, refusal) else { continue }
        compared += 1
        #expect(
          says == (refusal["outcome"]?.string == "recovers"),
          "\(version ?? "") \(refusal["name"]?.string ?? ""): \(refusal["message"]?.string ?? "")")
      }
    }
    #expect(compared > 80)
  }

  @Test func profilesSayWhenTheSDKAsksAgain() throws {
    let profile = try #require(try ClientFixtureTests.profiles().first { $0.name == "python-sdk-2" })
    let document = try #require(
      try Self.documents(of: "python-sdk").first { $0["version"]?.string == profile.version })
    let statuses = document["statuses"]?.object?.members ?? []
    #expect(statuses.count > 10)
    for entry in statuses {
      let status = try #require(Int(entry.key))
      let isRetried = profile.retries.statuses.contains(status)
      #expect(entry.value["plain"]?.int == (isRetried ? 1 + profile.retries.maxRetries : 1), "\(status)")
      #expect(entry.value["told not to"]?.int == 1, "\(status)")
      #expect(entry.value["told to"]?.int == 1 + profile.retries.maxRetries, "\(status)")
    }
  }
}
