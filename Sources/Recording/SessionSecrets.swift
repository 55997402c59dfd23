import Cases
import Wire

/// The credentials a session has shown so far. Whatever is written down goes through here first.
struct SessionSecrets {
  private var values: [String] = []
  private var redactor = Redactor(secrets: [])

  /// Header fields that hold a credential, or a session's state, as a whole.
  private static let whole = ["cookie", "set-cookie"]
  /// Keys of a query whose value is a credential.
  private static let queryKeys = ["key", "api_key", "api-key", "apikey", "token", "access_token", "auth"]

  /// Takes note of every credential in the request.
  mutating func learn(from request: Request) {
    var found: [String] = []
    for field in request.headers where Redactor.credentialFields.contains(field.name.lowercased()) {
      let parts = field.value.split(separator: " ", maxSplits: 1).map(String.init)
      found += parts.count == 2 ? [parts[1], field.value] : [field.value]
    }
    if let query = request.url.split(separator: "?", maxSplits: 1).dropFirst().first {
      for item in query.split(separator: "&") {
        let pair = item.split(separator: "=", maxSplits: 1).map(String.init)
        if pair.count == 2, Self.queryKeys.contains(pair[0].lowercased()) { found.append(pair[1]) }
      }
    }
    let news = found.filter { value in !value.isEmpty && !values.contains { $0.sameBytes(as: value) } }
    guard !news.isEmpty else { return }
    values += news
    redactor = Redactor(secrets: values)
  }

  /// The exchange as it may be written: credentials are the placeholder that curl lines use, cookies are
  /// blotted out, and no secret of the session stands anywhere else.
  func redact(_ exchange: Exchange) -> Exchange {
    var exchange = exchange
    let credentials = exchange.request.headers
    exchange.request.headers = []
    exchange = redactor.redact(exchange)
    exchange.request.headers = credentials.map { field in
      let name = field.name.lowercased()
      if Redactor.credentialFields.contains(name) { return HeaderField(field.name, Self.placeholder(for: field.value)) }
      return HeaderField(redactor.redact(field.name), Self.whole.contains(name) ? "***" : redactor.redact(field.value))
    }
    exchange.request.url = Self.withoutQueryCredentials(exchange.request.url)
    if let headers = exchange.response?.head.headers {
      exchange.response?.head.headers = headers.map { field in
        Self.whole.contains(field.name.lowercased()) ? HeaderField(field.name, "***") : field
      }
    }
    return exchange
  }

  /// `Bearer secret` becomes `Bearer ${TOKEN}`.
  private static func placeholder(for value: String) -> String {
    guard !value.isEmpty else { return value }
    let parts = value.split(separator: " ", maxSplits: 1)
    let token = RequestRenderer.tokenPlaceholder
    return parts.count == 2 ? "\(parts[0]) \(token)" : token
  }

  private static func withoutQueryCredentials(_ url: String) -> String {
    let parts = url.split(separator: "?", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return url }
    let items = parts[1].split(separator: "&", omittingEmptySubsequences: false).map { item in
      let key = item.prefix { $0 != "=" }
      return queryKeys.contains(key.lowercased()) && key.count < item.count ? "\(key)=***" : String(item)
    }
    return parts[0] + "?" + items.joined(separator: "&")
  }
}
