/// One way of being wrong, on purpose: what `dropin self-test` switches on to see whether it is caught.
package struct Defect: Sendable {
  /// A slug, unique among defects.
  package let name: String
  /// What the server does wrong, in one sentence.
  package let summary: String
  /// The requirement that it breaks.
  package let requirement: String
  /// Where it was seen (`owner/repository#number`) or what rules it out, in the notation of the
  /// requirement registry: `docs: streaming`, `measured: conn_truncated`, `standard: RFC 9112`.
  package let source: String
  /// Whether it only shows when the server demands a token.
  package let needsAuthentication: Bool
  let install: @Sendable (inout Hooks) -> Void

  init(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    needsAuthentication: Bool = false, install: @escaping @Sendable (inout Hooks) -> Void
  ) {
    self.name = name
    self.summary = summary
    self.requirement = requirement
    self.source = source
    self.needsAuthentication = needsAuthentication
    self.install = install
  }

  /// Every defect, sorted by name.
  package static let all: [Defect] = families.flatMap { $0 }.sorted { $0.name < $1.name }

  /// The hooks of the named defects. Throws `ConfigurationError` for a name that does not exist.
  static func hooks(_ names: [String]) throws(ConfigurationError) -> Hooks {
    var hooks = Hooks()
    for name in names {
      guard let defect = all.first(where: { $0.name == name }) else {
        throw ConfigurationError(
          description: "unknown defect '\(name)'; `dropin serve --defects` lists them")
      }
      defect.install(&hooks)
    }
    return hooks
  }
}
