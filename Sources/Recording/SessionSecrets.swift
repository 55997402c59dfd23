import Cases
import Wire

/// The credentials a session has shown so far. Whatever is written down goes through here first.
struct SessionSecrets {
  private var values: [String] = []
  private var redactor = Redactor(secrets: [])

  /// Header fields whose values are written down, in lower case; `*` stands for any ending. Every other value is
  /// left out: a header that nobody here has heard of may hold a key.
  static let keptFields = [
    "accept", "accept-encoding", "accept-language", "accept-ranges", "access-control-*", "age", "allow", "alt-svc",
    "anthropic-beta", "anthropic-dangerous-direct-browser-access", "anthropic-ratelimit-*", "anthropic-version",
    "cache-control", "cf-cache-status", "connection", "content-encoding", "content-language", "content-length",
    "content-security-policy", "content-type", "date", "etag", "expect", "expires", "host", "keep-alive",
    "last-modified", "location", "openai-version", "pragma", "proxy-connection", "request-id", "retry-after",
    "retry-after-ms", "server", "server-timing", "strict-transport-security", "te", "trailer", "transfer-encoding",
    "upgrade", "user-agent", "vary", "via", "www-authenticate", "x-app", "x-accel-buffering", "x-content-type-options",
    "x-envoy-upstream-service-time", "x-frame-options", "x-powered-by", "x-process-time", "x-ratelimit-*",
    "x-request-id", "x-robots-tag", "x-served-by", "x-should-retry", "x-stainless-*", "x-xss-protection",
  ].map { Glob($0) }

  /// Keys of a query whose value is a credential.
  private static let queryKeys = ["key", "api_key", "api-key", "apikey", "token", "access_token", "auth"]

  /// Parts of a header's name that say that its value is a secret, which may then stand in bodies as well.
  private static let tellingWords = [
    "key", "token", "auth", "secret", "password", "credential", "session", "signature",
  ]

  /// Takes note of every credential in the request; returns whether one of them is new.
  mutating func learn(from request: Request) -> Bool {
    var found = request.headers.flatMap { Self.secrets(in: $0) }
    if let query = request.url.split(separator: "?", maxSplits: 1).dropFirst().first {
      for item in query.split(separator: "&") {
        let pair = item.split(separator: "=", maxSplits: 1).map(String.init)
        if pair.count == 2, Self.queryKeys.contains(pair[0].lowercased()) { found.append(pair[1]) }
      }
    }
    return add(found)
  }

  /// Takes note of what the server has given the client to show again.
  mutating func learn(from response: Response) -> Bool {
    add(
      (response.head.headers + response.trailers).filter { $0.name.lowercased() == "set-cookie" }.flatMap(Self.secrets))
  }

  private mutating func add(_ found: [String]) -> Bool {
    let news = found.filter { value in !value.isEmpty && !values.contains { $0.sameBytes(as: value) } }
    guard !news.isEmpty, values.count < 1_000 else { return false }
    values += news
    redactor = Redactor(secrets: values)
    return true
  }

  /// What of a header's value is secret.
  private static func secrets(in field: HeaderField) -> [String] {
    let name = field.name.lowercased()
    if name == "cookie" || name == "set-cookie" {
      // Of a Set-Cookie only the first pair is one; what follows are its attributes.
      let pairs = field.value.split(separator: ";").prefix(name == "cookie" ? 200 : 1)
      return pairs.compactMap { pair in
        let value =
          pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).last.map(String.init) ?? ""
        let bare = value.filter { $0 != "\"" && $0 != " " }
        return bare.utf8.count >= 6 ? bare : nil
      }
    }
    guard Redactor.credentialFields.contains(name) || tellingWords.contains(where: { name.utf8Contains($0) }),
      !keptFields.contains(where: { $0.matches(name) })
    else { return [] }
    let parts = field.value.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return [field.value] }
    var found = [parts[1], field.value]
    if parts[0].lowercased() == "basic", let bytes = Base64.decode(parts[1]) {
      let text = String(decoding: bytes, as: UTF8.self)
      found.append(text)
      found += text.split(separator: ":", maxSplits: 1).dropFirst().map(String.init)
    }
    return found
  }

  /// Bytes that were written before a secret was known, with what is known now blotted out.
  func redact(_ bytes: [UInt8]) -> [UInt8] { redactor.redact(bytes) }

  /// The exchange as it may be written: credentials are the placeholder that curl lines use, values of unknown
  /// headers are left out, and no secret of the session stands anywhere else.
  func redact(_ exchange: Exchange) -> Exchange {
    var exchange = exchange
    let credentials = exchange.request.headers
    exchange.request.headers = []
    exchange = redactor.redact(exchange)
    exchange.request.headers = credentials.map { field in
      let name = field.name.lowercased()
      if Redactor.credentialFields.contains(name) { return HeaderField(field.name, Self.placeholder(for: field.value)) }
      return kept(field)
    }
    exchange.request.url = Self.withoutQueryCredentials(exchange.request.url)
    if let response = exchange.response {
      exchange.response?.head.headers = response.head.headers.map(kept)
      exchange.response?.trailers = response.trailers.map(kept)
    }
    return exchange
  }

  private func kept(_ field: HeaderField) -> HeaderField {
    let name = field.name.lowercased()
    let isKept = Self.keptFields.contains { $0.matches(name) }
    return HeaderField(redactor.redact(field.name), isKept ? redactor.redact(field.value) : "***")
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
