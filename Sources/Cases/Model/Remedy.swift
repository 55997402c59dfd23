import Contract
import Wire

/// A known cause of failures: how it is recognised, what it means to a user, and what can be changed.
package struct Remedy: Sendable {
  /// The cause's name in reports.
  package var name: String
  package var patterns: [RequirementPattern]
  /// Reason codes; empty: any.
  package var reasons: [String]
  /// What the server has to have said, whatever the case of letters; nil: anything.
  package var said: String?
  /// What is wrong, in a sentence that a user understands.
  package var sentence: String
  package var advice: Advice
  /// What holds for one implementation only, the first that fits.
  package var implementations: [Implementation]
  package var place: SourcePlace

  package struct Advice: Sendable, Equatable {
    /// What a user can change.
    package var user: String?
    /// The smallest change of the server that removes it.
    package var author: String?
    package var links: [String]
  }

  package struct Implementation: Sendable {
    /// A glob over the server's name, whatever the case of letters.
    package var name: String
    /// A glob over its version; nil: any.
    package var version: String?
    package var advice: Advice
  }

  /// Whether it is about this requirement at all.
  package func concerns(_ requirement: Requirement) -> Bool { patterns.contains { $0.matches(requirement) } }

  /// Whether a failure of this requirement for this reason can come of this cause, if the server said so too.
  package func fits(_ requirement: Requirement, reason: String?) -> Bool {
    concerns(requirement)
      && (reasons.isEmpty || reasons.contains { $0.sameBytes(as: reason ?? "") })
  }

  /// What to change on a server of this name and version: what holds for it, and where that says nothing what holds
  /// for all.
  package func advice(server: String?, version: String?) -> Advice {
    let fitting = implementations.first { entry in
      guard let server, Glob.matches(server.lowercased(), pattern: entry.name.lowercased()) else { return false }
      guard let glob = entry.version else { return true }
      return version.map { Glob.matches($0, pattern: glob) } ?? false
    }
    guard let fitting else { return advice }
    return Advice(
      user: fitting.advice.user ?? advice.user, author: fitting.advice.author ?? advice.author,
      links: fitting.advice.links + advice.links)
  }
}
