import Cases
import ReferenceServer

/// The server that a run asks.
public struct TargetServer: Sendable {
  enum Place: Sendable {
    case url(String)
    case transport(any ServerTransport)
    case reference(defects: [String])
  }
  let place: Place

  /// A server at a base URL, without `/v1`.
  public static func url(_ baseURL: String) -> TargetServer { TargetServer(place: .url(baseURL)) }

  /// A server in this process, asked without a socket. Cases on HTTP/1.1 itself, such as chunked bodies and connections
  /// that are kept, do not apply to it.
  public static func transport(_ transport: any ServerTransport) -> TargetServer {
    TargetServer(place: .transport(transport))
  }

  /// The conformant server that comes with the library.
  public static let reference = reference(defects: [])

  /// The same with deliberate deviations, to see what a failure looks like; `dropin serve --defects` lists them.
  public static func reference(defects: [String]) -> TargetServer { TargetServer(place: .reference(defects: defects)) }
}

extension TargetServer {
  /// Where a server without a URL is in reports. No resolver knows a name that ends in `.invalid` (RFC 6761).
  static let inProcessURL = "http://in-process.invalid"

  func target(model: String?, _ options: RunOptions) async throws -> Target {
    let token = options.token
    guard token?.isSendable != false else {
      throw DropinError("the token contains a space, a line end or another character that no header can carry")
    }
    var target: Target
    switch place {
    case .url(let text):
      target = Target(baseURL: try BaseURL(text).text, token: token?.value, defaultAuth: token?.row ?? .none)
    case .transport(let transport):
      target = Target(
        baseURL: Self.inProcessURL, token: token?.value, defaultAuth: token?.row ?? .none,
        inProcess: InProcessTransport(transport, baseURL: Self.inProcessURL))
    case .reference(let defects):
      var configuration = Configuration()
      configuration.defects = defects
      target = try await .reference(configuration, model: model, auth: options.authentication?.mode)
    }
    if let model { target.model = model }
    if let authentication = options.authentication { target.declaredAuth = authentication.mode }
    target.serverName = options.serverName
    target.serverVersion = options.serverVersion
    return target
  }
}
