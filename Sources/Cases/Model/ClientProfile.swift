import Contract
import Wire

/// One client program as it speaks at one date, and what it needs of a server.
public struct ClientProfile: Sendable {
  /// Where the facts come from.
  public enum Origin: String, Sendable, CaseIterable {
    /// From requests the program itself put on the wire.
    case captured
    /// From what is written about it, where it could not be run.
    case documented
  }

  /// What a broken requirement costs this client, from least to most.
  public enum Need: String, Sendable, CaseIterable, Comparable {
    case indifferent, degrades, required
    private var rank: Int {
      switch self {
      case .indifferent: 0;
      case .degrades: 1;
      case .required: 2
      }
    }
    public static func < (left: Need, right: Need) -> Bool { left.rank < right.rank }
  }

  /// A line of `needs`: overrides what the registry says.
  public struct Rule: Sendable {
    public var pattern: String
    public var need: Need
    public var place: SourcePlace
  }

  /// What people do with it.
  public struct Tasks: Sendable {
    /// Without these it is of no use.
    public var core: [String]
    public var other: [String]
    /// Requirements that have to be decided before anybody says that it works.
    public var proof: [String]
    public var all: [String] { core + other }
  }

  public struct Retries: Sendable {
    public var maxRetries: Int
    public var statuses: [Int]
    /// Names of response headers.
    public var honors: [String]
    public var neverRetries: [String]
  }

  /// In seconds; nil where it waits for ever or nobody knows.
  public struct Timeouts: Sendable {
    public var connect: Int?
    public var silence: Int?
    public var total: Int?
  }

  public struct ErrorReaction: Sendable {
    public var statuses: [Int]
    public var words: [String]
    /// A regular expression, whatever the case of letters.
    public var pattern: String?
    public var reaction: String
    /// How it asks again, when it does.
    public var fallback: Fallback?
  }

  public struct Header: Sendable {
    public var name: String
    /// `*` stands for any text.
    public var value: String
  }

  public struct Variant: Sendable {
    public var name: String
    public var headers: [Header]
  }

  public var name: String
  public var title: String
  public var version: String
  /// `YYYY-MM-DD`.
  public var date: String
  public var order: Int
  public var origin: Origin
  public var source: String
  /// Names under which the registry speaks of it.
  public var registryNames: [String]
  public var headers: [Header]
  public var variants: [Variant]
  public var query: String
  public var body: [String]
  public var retries: Retries
  public var timeouts: Timeouts
  public var errorReactions: [ErrorReaction]
  public var tasks: Tasks
  public var rules: [Rule]
  public var place: SourcePlace

  /// What a failure of the requirement costs this client: the most specific rule decides, else the
  /// registry, for which a `must` that breaks the client is required and every other mention a loss.
  public func need(of requirement: Requirement) -> Need {
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
  public func knows(_ requirement: Requirement) -> Bool { rule(for: requirement)?.precision == 2 }

  /// Whether a request with this User-Agent is one of its own.
  public func sends(userAgent: String) -> Bool {
    ([headers] + variants.map(\.headers)).contains { headers in
      headers.contains { $0.name.lowercased() == "user-agent" && matchesGlob(userAgent, $0.value) }
    }
  }

  /// Whether it speaks the other's dialect: versions of one program, or packages that share a name in the registry.
  public func isKin(of other: ClientProfile) -> Bool {
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
    return matchesGlob(requirement.id, pattern)
  }
}
