import Files
import Testing
import Wire

@testable import Cases

/// Profiles say what the fixtures show: the fixtures are what the clients put on the wire, or what is documented.
@Suite struct ClientFixtureTests {
  static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// Read once: the suite is large.
  private static let loaded = Result {
    var loader = SuiteLoader(specs: root + "/specs", fixtures: root + "/fixtures")
    return try loader.load().suite.clients
  }

  static func profiles() throws -> [ClientProfile] { try loaded.get() }

  struct Sent {
    var usage: String
    var version: String
    var origin: String
    var requests: [JSON]
  }

  static func sent(by client: String) throws -> [Sent] {
    try Files.list(root + "/fixtures/clients/" + client, extension: "json").map { path in
      let json = try JSONParser.parse(try Files.read(path)).root
      return Sent(
        usage: json["usage"]?.string ?? "", version: json["version"]?.string ?? "",
        origin: json["established"]?.string ?? "", requests: json["requests"]?.array ?? [])
    }
  }

  static func fields(_ request: JSON) -> [HeaderField] {
    (request["headers"]?.array ?? []).compactMap(\.string).map { line in
      let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
      return HeaderField(parts[0], parts.count == 2 ? parts[1] : "")
    }
  }

  /// Of the connection, or of one usage alone.
  static let unlisted = ["accept-encoding", "connection", "anthropic-beta", "x-stainless-helper"]

  @Test func everyProfileHasFixturesOfItsVersionAndOrigin() throws {
    for profile in try Self.profiles() {
      let sent = try Self.sent(by: profile.name)
      #expect(!sent.isEmpty, "\(profile.name)")
      for each in sent {
        #expect(each.version == profile.version, "\(profile.name), \(each.usage)")
        #expect(each.origin == profile.origin.rawValue, "\(profile.name), \(each.usage)")
        #expect(!each.requests.isEmpty, "\(profile.name), \(each.usage)")
      }
    }
  }

  @Test func everyHeaderOfAProfileWasSentAsItSays() throws {
    for profile in try Self.profiles() {
      let usage = try Self.sent(by: profile.name).first { $0.usage == "create" || $0.usage == "first_turn" }
      let fields = Self.fields(try #require(usage?.requests.first, "\(profile.name)"))
      for header in profile.headers {
        let found = fields.first { $0.name.sameBytes(as: header.name) }
        let value = found?.value ?? "nothing"
        let wanted = header.value.replacing("Bearer *", with: "Bearer ${TOKEN}")
        #expect(Glob.matches(value, pattern: wanted), "\(profile.name) sends \(header.name): \(value)")
      }
    }
  }

  @Test func whatIsSentIsInTheProfile() throws {
    for profile in try Self.profiles() where profile.origin == .captured {
      let listed = (profile.headers + profile.variants.flatMap(\.headers)).map { $0.name.lowercased() }
      for usage in try Self.sent(by: profile.name) {
        for field in usage.requests.flatMap(Self.fields) {
          let name = field.name.lowercased()
          #expect(
            listed.contains(name) || Self.unlisted.contains(name), "\(profile.name), \(usage.usage): \(field.name)")
        }
      }
    }
  }

  @Test func variantsAreSeenSomewhere() throws {
    for profile in try Self.profiles() where profile.origin == .captured {
      let requests = try Self.sent(by: profile.name).flatMap(\.requests).map(Self.fields)
      for variant in profile.variants {
        let isSeen = requests.contains { fields in
          variant.headers.allSatisfy { header in
            fields.contains {
              $0.name.lowercased() == header.name.lowercased()
                && Glob.matches($0.value, pattern: header.value.replacing("Bearer *", with: "Bearer ${TOKEN}"))
            }
          }
        }
        #expect(isSeen, "\(profile.name): \(variant.name)")
      }
    }
  }

  @Test func noFixtureHoldsACredential() throws {
    let redactor = Redactor(secrets: ["capture-key-6e1f09b2c7"])
    for profile in try Self.profiles() {
      for path in try Files.list(Self.root + "/fixtures/clients/" + profile.name, extension: "json") {
        #expect(!redactor.contains(try Files.read(path)), "\(path)")
      }
    }
  }
}
