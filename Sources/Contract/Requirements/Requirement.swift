/// How much a broken requirement costs those who rely on it.
package enum Level: String, Sendable, CaseIterable, Comparable {
  /// An official client breaks, loses data or silently misbehaves without it.
  case must
  /// The reference does it and some feature degrades without it.
  case should
  /// Harmless when absent.
  case may

  /// `must` is the greatest.
  package static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
  private var rank: Int {
    switch self {
    case .must: 2;
    case .should: 1;
    case .may: 0
    }
  }
}

/// What a requirement depends on.
package enum RequirementKind: String, Sendable, CaseIterable {
  /// Only on the server's HTTP and JSON.
  case wire
  /// On sampler, grammar or validation; any model will do.
  case server
  /// On the model's cooperation; judged by a quorum of trials and never gating at `must`.
  case model
}

/// One sentence about the server that a client relies on.
package struct Requirement: Sendable, Equatable {
  /// A slug; never reused for another sentence.
  package var id: String
  package var level: Level
  package var kind: RequirementKind
  package var area: String
  package var text: String
  package var sources: [RequirementSource]
  /// Who is hurt when it is broken, sorted by name.
  package var clients: [AffectedClient]

  package init(
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
package struct RequirementSource: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case sdk, measured, docs, issue, standard
    case claudeCode = "claude-code"
  }
  package var kind: Kind
  package var reference: String
  /// What it is called, where the registry of sources knows it.
  package var title: String?
  /// Where it can be read, if that is public.
  package var url: String?
  package init(kind: Kind, reference: String, title: String? = nil, url: String? = nil) {
    self.kind = kind
    self.reference = reference
    self.title = title
    self.url = url
  }
}

/// A client and what a broken requirement does to it.
package struct AffectedClient: Sendable, Equatable {
  package enum Impact: String, Sendable, CaseIterable { case breaks, degrades }
  package var name: String
  package var impact: Impact
  package init(name: String, impact: Impact) {
    self.name = name
    self.impact = impact
  }
}
