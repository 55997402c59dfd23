/// How much a broken requirement costs those who rely on it.
public enum Level: String, Sendable, CaseIterable, Comparable {
  /// An official client breaks, loses data or silently misbehaves without it.
  case must
  /// The reference does it and some feature degrades without it.
  case should
  /// Harmless when absent.
  case may

  /// `must` is the greatest.
  public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
  private var rank: Int {
    switch self {
    case .must: 2;
    case .should: 1;
    case .may: 0
    }
  }
}

/// What a requirement depends on.
public enum RequirementKind: String, Sendable, CaseIterable {
  /// Only on the server's HTTP and JSON.
  case wire
  /// On sampler, grammar or validation; any model will do.
  case server
  /// On the model's cooperation; judged by a quorum of trials and never gating at `must`.
  case model
}

/// One sentence about the server that a client relies on.
public struct Requirement: Sendable, Equatable {
  /// A slug; never reused for another sentence.
  public var id: String
  public var level: Level
  public var kind: RequirementKind
  public var area: String
  public var text: String
  public var sources: [RequirementSource]
  /// Who is hurt when it is broken, sorted by name.
  public var clients: [AffectedClient]

  public init(
    id: String, level: Level, kind: RequirementKind, area: String, text: String,
    sources: [RequirementSource], clients: [AffectedClient]
  ) {
    self.id = id
    self.level = level
    self.kind = kind
    self.area = area
    self.text = text
    self.sources = sources
    self.clients = clients
  }
}

/// Where a requirement comes from, e.g. `docs: streaming`.
public struct RequirementSource: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case sdk, measured, docs, issue, standard
    case claudeCode = "claude-code"
  }
  public var kind: Kind
  public var reference: String
  /// What it is called, where the registry of sources knows it.
  public var title: String?
  /// Where it can be read, if that is public.
  public var url: String?
  public init(kind: Kind, reference: String, title: String? = nil, url: String? = nil) {
    self.kind = kind
    self.reference = reference
    self.title = title
    self.url = url
  }
}

/// A client and what a broken requirement does to it.
public struct AffectedClient: Sendable, Equatable {
  public enum Impact: String, Sendable, CaseIterable { case breaks, degrades }
  public var name: String
  public var impact: Impact
  public init(name: String, impact: Impact) {
    self.name = name
    self.impact = impact
  }
}
