/// A known server played by the reference server: defects by name, and a configuration. Each trait says where it
/// is documented or reported, so that a report about the persona can be checked without the server itself.
public struct Persona: Sendable {
  /// One way in which the server differs, and the defect that plays it.
  public struct Trait: Sendable {
    public let defect: String
    /// What a user of that server meets, in one sentence.
    public let summary: String
    /// Where it is documented or reported, as a defect's source is written.
    public let source: String

    init(_ defect: String, _ summary: String, source: String) {
      self.defect = defect
      self.summary = summary
      self.source = source
    }
  }

  /// As given on the command line.
  public let name: String
  /// The server's name and version, as reports show them.
  public let serverName: String
  public let serverVersion: String
  public let summary: String
  public let traits: [Trait]
  /// What of the configuration differs, with its sources, for the documentation.
  public let settings: [(summary: String, source: String)]
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
  public func apply(to configuration: inout Configuration) {
    change(&configuration)
    let known = Set(configuration.defects)
    configuration.defects += traits.map(\.defect).filter { !known.contains($0) }
  }

  /// Every persona, sorted by name.
  public static let all: [Persona] = lmStudioPersonas.sorted { $0.name < $1.name }

  /// Throws `ConfigurationError` that lists the names when there is no such persona.
  public static func named(_ name: String) throws(ConfigurationError) -> Persona {
    guard let persona = all.first(where: { $0.name == name }) else {
      throw ConfigurationError(
        description: "unknown persona '\(name)'; use one of \(all.map(\.name).joined(separator: ", "))")
    }
    return persona
  }
}
