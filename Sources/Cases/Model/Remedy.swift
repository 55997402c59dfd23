import Contract
import Wire

/// A known cause of failures: how it is recognised, what it means to a user, and what can be changed.
public struct Remedy: Sendable {
  /// The cause's name in reports.
  public var name: String
  public var patterns: [RequirementPattern]
  /// Reason codes; empty: any.
  public var reasons: [String]
  /// What the server has to have said, whatever the case of letters; nil: anything.
  public var said: String?
  /// What is wrong, in a sentence that a user understands.
  public var sentence: String
  public var advice: Advice
  /// What holds for one implementation only, the first that fits.
  public var implementations: [Implementation]
  public var place: SourcePlace

  public struct Advice: Sendable, Equatable {
    /// What a user can change.
    public var user: String?
    /// The smallest change of the server that heals it.
    public var author: String?
    public var links: [String]
  }

  public struct Implementation: Sendable {
    /// A glob over the server's name, whatever the case of letters.
    public var name: String
    /// A glob over its version; nil: any.
    public var version: String?
    public var advice: Advice
  }

  /// Whether it is about this requirement at all.
  public func concerns(_ requirement: Requirement) -> Bool { patterns.contains { $0.matches(requirement) } }

  /// Whether a failure of this requirement for this reason can come of this cause, if the server said so too.
  public func fits(_ requirement: Requirement, reason: String?) -> Bool {
    concerns(requirement)
      && (reasons.isEmpty || reasons.contains { $0.sameBytes(as: reason ?? "") })
  }

  /// What to change on a server of this name and version: what holds for it, and where that says nothing what holds
  /// for all.
  public func advice(server: String?, version: String?) -> Advice {
    let fitting = implementations.first { entry in
      guard let server, matchesGlob(server.lowercased(), entry.name.lowercased()) else { return false }
      guard let glob = entry.version else { return true }
      return version.map { matchesGlob($0, glob) } ?? false
    }
    guard let fitting else { return advice }
    return Advice(
      user: fitting.advice.user ?? advice.user, author: fitting.advice.author ?? advice.author,
      links: fitting.advice.links + advice.links)
  }
}
