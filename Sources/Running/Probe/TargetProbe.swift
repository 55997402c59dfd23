import Cases
import Contract
import Evaluation
import Evidence
import Transport
import Wire

/// What a run finds out about its target before it plans or writes anything: that somebody answers, what the model is
/// called, that this is a Messages API, and how the server treats credentials. Its requests are the model list and
/// the suite's own control under other credentials, for one token each.
package struct TargetProbe {
  let source: any ExchangeSource
  let baseURL: String
  let limits: TransferLimits
  let hasToken: Bool

  package init(source: any ExchangeSource, baseURL: String, limits: TransferLimits, hasToken: Bool) {
    self.source = source
    self.baseURL = baseURL
    self.limits = limits
    self.hasToken = hasToken
  }

  /// Why nothing of the suite is sent.
  package enum Failure: Error, Sendable, Equatable {
    /// Nobody answers at the address.
    case unreachable(String)
    /// Somebody answers, and TLS does not come about.
    case untrusted(String)
    /// Nobody is let in without a token, and there is none.
    case tokenNeeded(status: Int)
    /// The token is refused in every form.
    case tokenRefused(status: Int)
    /// The model list has no usable entry, and no model was named.
    case noModel(String)
    /// The server says that it does not have the model that was named.
    case modelAbsent(String, listed: [String])
    /// `POST /v1/messages` is not there.
    case noMessagesAPI(String)
  }

  /// What the server says it has.
  package struct ModelList: Sendable, Equatable {
    package var ids: [String] = []
    package var status: Int?
    /// What came instead of a list.
    package var said = "no answer"

    package func lists(_ model: String) -> Bool { ids.contains { $0.sameBytes(as: model) } }
  }

  /// Longer than this no server takes to say which models it has, in milliseconds.
  static let listLimit = 30_000

  /// The ids of `GET /v1/models`, asked with each of the given credentials until one is let in.
  package func models(_ forms: [AuthRow]) async throws(Failure) -> ModelList {
    var list = ModelList()
    for form in forms {
      let request = Request(
        method: Endpoint.models.method, url: baseURL + Endpoint.models.path,
        headers: [HeaderField("anthropic-version", "2023-06-01"), RequestRenderer.userAgent]
          + RequestRenderer(baseURL: baseURL, defaultAuth: form).credentials(form))
      var bounded = limits
      bounded.firstByte = min(limits.firstByte, Self.listLimit)
      let exchange = try await send(request, address: "probe-models[\(form.rawValue)]", limits: bounded)
      guard let response = exchange.response else {
        list.said = Self.failureText(exchange)
        continue
      }
      let json = (try? JSONParser.parse(response.body).root)
      let entries = json?["data"]?.array ?? json?.array ?? []
      list.ids = entries.compactMap { $0["id"]?.string }.filter { !$0.isEmpty }
      list.status = response.status
      list.said = "status \(response.status), \(entries.count) models"
      if !list.ids.isEmpty { return list }
    }
    return list
  }

  /// The first id of `GET /v1/models`.
  package func firstModel(_ forms: [AuthRow]) async throws(Failure) -> String {
    let list = try await models(forms)
    guard let id = list.ids.first else { throw .noModel(list.said) }
    return id
  }

  /// Throws when the control shows that no request of the suite could be answered: nobody is let in, the model is not
  /// there, or the address has no such API. Anything else is for the suite to judge.
  ///
  /// - Parameters:
  ///   - forms: header forms to try, the usual one first.
  ///   - needsEntry: false when the suite was told how credentials are treated, and judges it.
  package func checkAnswers(
    _ control: RequestTemplate, model: String, listed: ModelList, forms: [AuthRow], needsEntry: Bool
  ) async throws(Failure) {
    var refusal: Int?
    for form in forms {
      let exchange = try await probe(control, model: model, as: form)
      guard let response = exchange.response else { return }
      if response.status == 401 || response.status == 403 {
        refusal = refusal ?? response.status
        continue
      }
      let answer = FirstAnswer(response, model: model)
      switch answer {
      case .modelAbsent where !listed.lists(model): throw .modelAbsent(model, listed: listed.ids)
      case .noMessagesAPI(let said): throw .noMessagesAPI(said)
      case .modelAbsent, .anything: return
      }
    }
    guard needsEntry, let refusal else { return }
    if hasToken { throw .tokenRefused(status: refusal) }
    throw .tokenNeeded(status: refusal)
  }

  /// How the server treats credentials, and which header form it lets in.
  package func auth(control: RequestTemplate, model: String, given: AuthRow) async throws(Failure) -> Auth {
    let bare = try await status(control, model: model, as: .none)
    var usual = given
    var isLetIn = false
    if hasToken {
      isLetIn = try await status(control, model: model, as: given) == 200
      if !isLetIn {
        // The other header, before anything is blamed on the token.
        let other: AuthRow = given == .bearer ? .apiKey : .bearer
        isLetIn = try await status(control, model: model, as: other) == 200
        if isLetIn { usual = other }
      }
    }
    // Whatever the refusal looks like: a token that makes the difference is demanded.
    if bare == 401 || bare == 403 || (bare != 200 && isLetIn) { return Auth(mode: .required, usual: usual) }
    guard bare == 200 else { return Auth(mode: nil, usual: usual) }
    let wrong = try await status(control, model: model, as: .wrongBearer)
    let wrongKey = try await status(control, model: model, as: .wrongKey)
    let isChecked = [wrong, wrongKey].contains { $0 == 401 || $0 == 403 }
    return Auth(mode: isChecked ? .optional : .off, usual: usual)
  }

  package struct Auth: Sendable, Equatable {
    /// Nil when the control itself is not answered, so that nothing can be said.
    package var mode: AuthMode?
    package var usual: AuthRow
  }

  private func status(_ control: RequestTemplate, model: String, as row: AuthRow) async throws(Failure) -> Int {
    try await probe(control, model: model, as: row).response?.status ?? 0
  }

  private func probe(_ control: RequestTemplate, model: String, as row: AuthRow) async throws(Failure) -> Exchange {
    var template = control
    template.auth = row
    if case .json(var body) = template.body {
      body["max_tokens"] = 1
      template.body = .json(body)
    }
    let renderer = RequestRenderer(baseURL: baseURL, defaultAuth: .none)
    let request: Request
    do { request = try renderer.render(template, Bindings(["model": .string(model)])).request } catch {
      preconditionFailure("the control cannot be rendered: \(error)")
    }
    return try await send(request, address: "probe-auth[\(row.rawValue)]", limits: limits)
  }

  private func send(_ request: Request, address: String, limits: TransferLimits) async throws(Failure) -> Exchange {
    var options = TransferOptions()
    options.limits = limits
    let key = ExchangeKey(address: address, step: "probe")
    guard let exchange = await source.exchange(key, sending: request, options: options) else {
      throw .unreachable("no answer")
    }
    if case .failed(let failure) = exchange.end {
      if failure.isUnreachable { throw .unreachable(failure.detail) }
      if failure.kind == .tls { throw .untrusted(failure.detail) }
    }
    return exchange
  }

  private static func failureText(_ exchange: Exchange) -> String {
    if case .failed(let failure) = exchange.end { return failure.detail }
    return "no response"
  }
}
