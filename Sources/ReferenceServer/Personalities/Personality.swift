/// What a real server or a real model may be like without being wrong: the suite has nothing to say against it.
///
/// The opposite of a `Defect`. A check that fails on a personality is a false alarm.
package struct Personality: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// What the model is like; nothing that a server could do about.
    case model
    /// What HTTP and the API leave to the server.
    case manner
  }

  /// As given on the command line; unique.
  package let name: String
  package let kind: Kind
  /// What it does, in one sentence.
  package let summary: String
  let configure: @Sendable (inout Configuration) -> Void
  let install: @Sendable (inout Hooks) -> Void

  init(_ name: String, _ kind: Kind, _ summary: String, _ install: @escaping @Sendable (inout Hooks) -> Void) {
    self.init(name, kind, summary, configure: { _ in }, install)
  }

  init(
    _ name: String, _ kind: Kind, _ summary: String,
    configure: @escaping @Sendable (inout Configuration) -> Void,
    _ install: @escaping @Sendable (inout Hooks) -> Void
  ) {
    (self.name, self.kind, self.summary) = (name, kind, summary)
    (self.configure, self.install) = (configure, install)
  }

  /// Every personality, models first, each kind by name.
  package static let all: [Personality] =
    (models.sorted { $0.name < $1.name }) + (manners.sorted { $0.name < $1.name })

  static let models = willingness + habits + prompts
  static let manners = connections + refusals + shapes + serverTools

  /// Throws `ConfigurationError` that lists the names when there is no such personality.
  package static func named(_ name: String) throws(ConfigurationError) -> Personality {
    guard let found = all.first(where: { $0.name == name }) else {
      throw ConfigurationError(
        description: "there is no personality '\(name)'; one of \(all.map(\.name).joined(separator: ", "))")
    }
    return found
  }
}

extension Configuration {
  /// The configuration with what its personalities change in it. Throws for a name that does not exist.
  func withPersonalities() throws(ConfigurationError) -> Configuration {
    var changed = self
    for name in personalities { try Personality.named(name).configure(&changed) }
    return changed
  }

  /// Adds the hooks of the personalities behind those of the defects.
  func installPersonalities(_ hooks: inout Hooks) throws(ConfigurationError) {
    for name in personalities { try Personality.named(name).install(&hooks) }
  }
}
