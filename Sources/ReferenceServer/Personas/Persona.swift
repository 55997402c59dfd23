/// A known server played by the reference server: defects by name, and a configuration. Each trait says where it
/// is documented or reported, so that a report about the persona can be checked without the server itself.
package struct Persona: Sendable {
  /// One way in which the server differs, and the defect that plays it.
  package struct Trait: Sendable {
    package let defect: String
    /// What a user of that server meets, in one sentence.
    package let summary: String
    /// Where it is documented or reported, as a defect's source is written.
    package let source: String

    init(_ defect: String, _ summary: String, source: String) {
      self.defect = defect
      self.summary = summary
      self.source = source
    }
  }

  /// As given on the command line.
  package let name: String
  /// The server's name and version, as reports show them.
  package let serverName: String
  package let serverVersion: String
  package let summary: String
  package let traits: [Trait]
  /// What of the configuration differs, with its sources, for the documentation.
  package let settings: [(summary: String, source: String)]
  private let change: @Sendable (inout Configuration) -> Void

  init(
    _ name: String, serverName: String, serverVersion: String, _ summary: String, traits: [Trait],
    settings: [(summary: String, source: String)], change: @escaping @Sendable (inout Configuration) -> Void
  ) {
    self.name = name
    self.serverName = serverName
    self.serverVersion = serverVersion
    self.summary = summary
    self.traits = traits
    self.settings = settings
    self.change = change
  }

  /// Sets everything that makes the persona; credentials stay as they are.
  package func apply(to configuration: inout Configuration) {
    change(&configuration)
    let known = Set(configuration.defects)
    configuration.defects += traits.map(\.defect).filter { !known.contains($0) }
  }

  /// Every persona, sorted by name.
  package static let all: [Persona] = lmStudioPersonas.sorted { $0.name < $1.name }

  /// Throws `ConfigurationError` that lists the names when there is no such persona.
  package static func named(_ name: String) throws(ConfigurationError) -> Persona {
    guard let persona = all.first(where: { $0.name == name }) else {
      throw ConfigurationError(
        description: "unknown persona '\(name)'; use one of \(all.map(\.name).joined(separator: ", "))")
    }
    return persona
  }
}
