import Contract

/// What a violation costs those who rely on the server.
public enum RequirementLevel: String, Sendable, CaseIterable, Comparable {
  /// Harmless.
  case may
  /// Some feature is worse than with the original.
  case should
  /// An official client breaks, loses data or silently misbehaves.
  case must

  /// `must` is the greatest.
  public static func < (left: RequirementLevel, right: RequirementLevel) -> Bool { left.level < right.level }

  var level: Level {
    switch self {
    case .may: .may
    case .should: .should
    case .must: .must
    }
  }

  init(_ level: Level) {
    switch level {
    case .may: self = .may
    case .should: self = .should
    case .must: self = .must
    }
  }
}
