import Cases
import Contract
import Evaluation
import Evidence
import Transport
import Wire

/// What a run finds out about its target before it plans: the model, and how the server treats
/// credentials. Its requests are the suite's own control under other credentials, for one token each.
public struct TargetProbe {
  let source: any ExchangeSource
  let baseURL: String
  let limits: TransferLimits
  let hasToken: Bool

  public init(source: any ExchangeSource, baseURL: String, limits: TransferLimits, hasToken: Bool) {
    self.source = source
    self.baseURL = baseURL
    self.limits = limits
    self.hasToken = hasToken
  }

  public enum Failure: Error, Sendable, Equatable {
    /// Nobody answers at the address.
    case unreachable(String)
    /// The model list has no usable entry, and no model was named.
    case noModel(String)
  }

  /// The first id of `GET /v1/models`, asked with each of the given credentials until one is let in.
  public func firstModel(_ forms: [AuthRow]) async throws(Failure) -> String {
    var said = "no answer"
    for form in forms {
      let request = Request(
        method: Endpoint.models.method, url: baseURL + Endpoint.models.path,
        headers: [HeaderField("anthropic-version", "2023-06-01"), RequestRenderer.userAgent]
          + RequestRenderer(baseURL: baseURL, defaultAuth: form).credentials(form))
      let exchange = try await send(request, "probe-models[\(form.rawValue)]")
      guard let response = exchange.response else {
        said = failureText(exchange)
        continue
      }
      let list = (try? JSONParser.parse(response.body).root)
      let entries = list?["data"]?.array ?? list?.array ?? []
      if let id = entries.lazy.compactMap({ $0["id"]?.string }).first(where: { !$0.isEmpty }) { return id }
      said = "status \(response.status), \(entries.count) models"
    }
    throw .noModel(said)
  }

  /// How the server treats credentials, and which header form it lets in.
  public func auth(control: RequestTemplate, model: String, given: AuthRow) async throws(Failure) -> Auth {
    let bare = try await status(control, model, .none)
    var usual = given
    var isLetIn = false
    if hasToken {
      isLetIn = try await status(control, model, given) == 200
      if !isLetIn {
        // The other header, before anything is blamed on the token.
        let other: AuthRow = given == .bearer ? .apiKey : .bearer
        isLetIn = try await status(control, model, other) == 200
        if isLetIn { usual = other }
      }
    }
    // Whatever the refusal looks like: a token that makes the difference is demanded.
    if bare == 401 || bare == 403 || (bare != 200 && isLetIn) { return Auth(mode: .required, usual: usual) }
    guard bare == 200 else { return Auth(mode: nil, usual: usual) }
    let wrong = try await status(control, model, .wrongBearer)
    let wrongKey = try await status(control, model, .wrongKey)
    let isChecked = [wrong, wrongKey].contains { $0 == 401 || $0 == 403 }
    return Auth(mode: isChecked ? .optional : .off, usual: usual)
  }

  public struct Auth: Sendable, Equatable {
    /// Nil when the control itself is not answered, so that nothing can be said.
    public var mode: AuthMode?
    public var usual: AuthRow
  }

  private func status(_ control: RequestTemplate, _ model: String, _ row: AuthRow) async throws(Failure) -> Int {
    var template = control
    template.auth = row
    if case .json(var body) = template.body {
      body["max_tokens"] = 1
      template.body = .json(body)
    }
    let renderer = RequestRenderer(baseURL: baseURL, defaultAuth: .none)
    guard let rendered = try? renderer.render(template, Bindings(["model": .string(model)])) else { return 0 }
    return try await send(rendered.request, "probe-auth[\(row.rawValue)]").response?.status ?? 0
  }

  private func send(_ request: Request, _ address: String) async throws(Failure) -> Exchange {
    var options = TransferOptions()
    options.limits = limits
    let key = ExchangeKey(address: address, step: "probe")
    guard let exchange = await source.exchange(key, request, options) else { throw .unreachable("no answer") }
    if case .failed(let failure) = exchange.end, failure.isUnreachable { throw .unreachable(failure.detail) }
    return exchange
  }

  private func failureText(_ exchange: Exchange) -> String {
    if case .failed(let failure) = exchange.end { return failure.detail }
    return "no response"
  }
}
