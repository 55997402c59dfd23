import Cases
import ReferenceServer
import Transport

/// The server of a run, and how it is reached.
package struct Target: Sendable {
  package var baseURL: String
  package var token: String?
  /// The environment variable that the token came from.
  package var tokenName: String?
  /// The header form that goes with where the token came from.
  package var defaultAuth: AuthRow
  package var model: String?
  package var declaredAuth: AuthMode?
  /// The embedded server, when the target is `reference`.
  package var server: ReferenceServer?
  /// A server in this process; nil: requests go over the network.
  package var inProcess: (any Transport)?

  package var serverName: String?
  package var serverVersion: String?

  /// Whether the model can see; nil when nobody said.
  package var seesImages: Bool?

  package init(
    baseURL: String, token: String?, tokenName: String? = nil, defaultAuth: AuthRow, model: String? = nil,
    declaredAuth: AuthMode? = nil,
    server: ReferenceServer? = nil, inProcess: (any Transport)? = nil, seesImages: Bool? = nil
  ) {
    self.baseURL = baseURL
    self.token = token
    self.tokenName = tokenName
    self.defaultAuth = defaultAuth
    self.model = model
    self.declaredAuth = declaredAuth
    self.server = server
    self.inProcess = inProcess
    self.seesImages = seesImages
  }

  /// What is known before anything was sent.
  package var facts: TargetFacts {
    var facts = TargetFacts()
    facts.hasToken = token != nil
    facts.auth = declaredAuth
    facts[.scripted] = server == nil ? "unsupported" : "supported"
    facts[.vision] = seesImages.map { $0 ? "supported" : "unsupported" }
    if inProcess != nil { facts[.http] = "unsupported" }
    return facts
  }

  package static let defaultBaseURL = "http://localhost:1234"
  package static let referenceToken = "dropin-reference-token"

  /// Starts the embedded server and aims at it. Throws `DropinError` for a configuration that it refuses.
  ///
  /// - Parameters:
  ///   - auth: `required` demands a token; anything else is declared and not enforced.
  package static func reference(_ configuration: Configuration, model: String?, auth: AuthMode?) async throws -> Target
  {
    var configuration = configuration
    let isRequired = auth == .required
    if isRequired { configuration.authentication = .required([referenceToken]) }
    do {
      let server = try await ReferenceServer.start(configuration)
      let model = model ?? configuration.models[0].id
      return Target(
        baseURL: "http://127.0.0.1:\(server.port)", token: isRequired ? referenceToken : nil,
        defaultAuth: isRequired ? .bearer : .none, model: model, declaredAuth: auth, server: server,
        seesImages: configuration.models.first { $0.id == model }?.seesImages)
    } catch let error as ConfigurationError {
      throw DropinError(error.description)
    }
  }
}
