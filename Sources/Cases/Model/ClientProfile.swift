import Contract
import Wire

/// One client program as it speaks at one date, and what it needs of a server.
package struct ClientProfile: Sendable {
  /// Where the facts come from.
  package enum Origin: String, Sendable, CaseIterable {
    /// From requests the program itself put on the wire.
    case captured
    /// From what is written about it, where it could not be run.
    case documented
  }

  /// What a broken requirement costs this client, from least to most.
  package enum Need: String, Sendable, CaseIterable, Comparable {
    case indifferent, degrades, required
    private var rank: Int {
      switch self {
      case .indifferent: 0;
      case .degrades: 1;
      case .required: 2
      }
    }
    package static func < (left: Need, right: Need) -> Bool { left.rank < right.rank }
  }

  /// A line of `needs`: overrides what the registry says.
  package struct Rule: Sendable {
    package var pattern: String
    package var need: Need
    package var place: SourcePlace
  }

  /// What people do with it.
  package struct Tasks: Sendable {
    /// The tasks without which it is useless.
    package var core: [String]
    package var other: [String]
    /// Requirements that have to be decided before anybody says that it works.
    package var proof: [String]
    /// Tasks that it goes round where a server does not offer them.
    package var dispensable: [String]
    package var all: [String] { core + other }
  }

  package struct Retries: Sendable {
    package var maxRetries: Int
    package var statuses: [Int]
    /// Names of response headers.
    package var honors: [String]
    package var neverRetries: [String]
  }

  /// In seconds; nil where it waits for ever or nobody knows.
  package struct Timeouts: Sendable {
    package var connect: Int?
    package var silence: Int?
    package var total: Int?
  }

  package struct ErrorReaction: Sendable {
    package var statuses: [Int]
    package var words: [String]
    /// A regular expression, whatever the case of letters.
    package var pattern: String?
    package var reaction: String
    /// How it asks again, when it does.
    package var fallback: Fallback?
  }

  package struct Header: Sendable {
    package var name: String
    /// `*` stands for any text.
    package var value: String
  }

  package struct Variant: Sendable {
    package var name: String
    package var headers: [Header]
  }

  /// Models whose ids it knows, and what it sends to them in place of the rest.
  package struct ModelClass: Sendable {
    package var name: String
    /// Globs over ids of models.
    package var ids: [String]
    /// Fields in place of those of the same name.
    package var headers: [Header]
    package var change: Fallback
    /// Before the rules of the profile.
    package var rules: [Rule]
  }

  package var name: String
  package var title: String
  package var version: String
  /// `YYYY-MM-DD`.
  package var date: String
  package var order: Int
  package var origin: Origin
  package var source: String
  /// Names under which the registry speaks of it.
  package var registryNames: [String]
  package var headers: [Header]
  package var variants: [Variant]
  package var query: String
  package var body: [String]
  package var retries: Retries
  package var timeouts: Timeouts
  package var errorReactions: [ErrorReaction]
  package var modelClasses: [ModelClass]
  package var tasks: Tasks
  package var rules: [Rule]
  package var place: SourcePlace

  /// What a failure of the requirement costs this client: the most specific rule decides, else the
  /// registry, for which a `must` that breaks the client is required and every other mention a loss.
  package func need(of requirement: Requirement) -> Need {
    if let best = rule(for: requirement) { return best.need }
    let named = requirement.clients.filter { entry in registryNames.contains { $0.sameBytes(as: entry.name) } }
    if named.isEmpty { return .indifferent }
    return requirement.level == .must && named.contains { $0.impact == .breaks } ? .required : .degrades
  }
}

extension ClientProfile {
  private func rule(for requirement: Requirement) -> Rule? {
    rules.lazy.filter { $0.matches(requirement) }.max { $0.precision < $1.precision }
  }

  /// Whether the profile itself says what a failure costs, by the requirement's id: what was looked at is no guess.
  package func knows(_ requirement: Requirement) -> Bool { rule(for: requirement)?.precision == 2 }

  /// Whether a request with this User-Agent is one of its own.
  package func sends(userAgent: String) -> Bool {
    ([headers] + variants.map(\.headers)).contains { headers in
      headers.contains { $0.name.lowercased() == "user-agent" && Glob.matches(userAgent, pattern: $0.value) }
    }
  }

  /// Whether it speaks the other's dialect: versions of one program, or packages that share a name in the registry.
  package func isKin(of other: ClientProfile) -> Bool {
    name.sameBytes(as: other.name) || registryNames.contains { other.registryNames.contains($0) }
  }
}

extension ClientProfile.Rule {
  private static let areaPrefix = "area:"

  /// The area this rule is about, if it is about one.
  var area: String? { pattern.hasPrefix(Self.areaPrefix) ? String(pattern.dropFirst(Self.areaPrefix.count)) : nil }

  /// An id is more precise than a glob, a glob more than an area.
  var precision: Int { area != nil ? 0 : pattern.utf8.contains(UInt8(ascii: "*")) ? 1 : 2 }

  func matches(_ requirement: Requirement) -> Bool {
    if let area { return area.sameBytes(as: requirement.area) }
    return Glob.matches(requirement.id, pattern: pattern)
  }
}
