import DropinKit

/// The target that options and environment name.
extension Target {
  /// Throws `UserError` for what the user can put right.
  static func resolve(_ options: TargetOptions) async throws -> Target {
    var target = try await resolveServer(options)
    target.serverName = options.serverName ?? target.serverName
    target.serverVersion = options.serverVersion ?? target.serverVersion
    return target
  }

  private static func resolveServer(_ options: TargetOptions) async throws -> Target {
    if options.target == "reference" { return try await reference(options) }
    let given = options.baseURL ?? Environment.nonEmpty("ANTHROPIC_BASE_URL") ?? defaultBaseURL
    let url = try BaseURL(given)
    if let warning = url.warning { Terminal.error("dropin: warning: \(warning)") }
    let token = try Self.token(options.tokenEnv)
    return Target(
      baseURL: url.text, token: token?.value, tokenName: token?.name, defaultAuth: token?.form ?? .none,
      model: options.model ?? Environment.nonEmpty("ANTHROPIC_MODEL"), declaredAuth: options.authMode)
  }

  private static func token(_ variable: String?) throws -> (value: String, form: AuthRow, name: String)? {
    let found: (value: String, form: AuthRow, name: String)?
    if let variable {
      guard let value = Environment.nonEmpty(variable) else {
        throw UserError("the environment variable \(variable) is not set or empty")
      }
      found = (value, variable == "ANTHROPIC_API_KEY" ? .apiKey : .bearer, variable)
    } else {
      let candidates: [(String, AuthRow)] = [
        ("ANTHROPIC_AUTH_TOKEN", .bearer), ("ANTHROPIC_API_KEY", .apiKey), ("LM_API_TOKEN", .bearer),
      ]
      found = candidates.firstResult { name, form in Environment.nonEmpty(name).map { ($0, form, name) } }
    }
    guard let found else { return nil }
    guard found.value.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
      throw UserError(
        "the token in \(found.name) contains spaces, line ends or other characters that a header cannot carry")
    }
    return found
  }

  private static func reference(_ options: TargetOptions) async throws -> Target {
    var configuration = Configuration()
    configuration.defects = options.defect
    let persona: Persona?
    do throws(ConfigurationError) {
      persona = try options.persona.map { name throws(ConfigurationError) in try Persona.named(name) }
    } catch { throw UserError(error.description) }
    persona?.apply(to: &configuration)
    var target = try await reference(configuration, model: options.model, auth: options.authMode)
    target.serverName = persona?.serverName
    target.serverVersion = persona?.serverVersion
    return target
  }
}
