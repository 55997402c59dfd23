import Verdicts
import Wire

extension RequirementID {
  static let respRequestIDHeader: Self = "resp-request-id-header"
  static let respRatelimitHeadersFormat: Self = "resp-ratelimit-headers-format"
  static let httpNoRedirect: Self = "http-no-redirect"
  static let httpFramingValid: Self = "http-framing-valid"
  static let authKeyNotEchoed: Self = "auth-key-not-echoed"
  static let authKeyNotDisclosed: Self = "auth-key-not-disclosed"
  static let httpFramingOneLength: Self = "http-framing-one-length"
  static let httpGzipOptional: Self = "http-gzip-optional"
}

/// Judges what every exchange has: its framing, its status line and its headers.
///
/// A stream's end and its `request-id` are judged by `StreamReading`.
struct HeaderRules {
  let exchange: Exchange
  var collector = FindingCollector()

  static func findings(_ exchange: Exchange) -> [Finding] {
    var rules = HeaderRules(exchange)
    rules.judge()
    return rules.collector.findings
  }

  init(_ exchange: Exchange) { self.exchange = exchange }

  mutating func judge() {
    judgeFraming()
    judgeKeys()
    guard let response = exchange.response else { return }
    let isStream = response.mediaType == "text/event-stream"
    // What lies beyond the API may redirect and need not name requests.
    if Endpoint(url: exchange.request.url) != nil {
      let isRedirect = (300..<400).contains(response.status)
      collector.require(
        !isRedirect, for: .httpNoRedirect, reason: "redirect", "the server answers with a redirect",
        expected: "an answer without a redirect",
        actual: "\(response.status) \(response.head.headers.first("location") ?? "")")
      if !isStream, !isRedirect, exchange.request.method != "HEAD", !exchange.isAnsweredBeforeTheAPI {
        judgeRequestID(response.head.headers)
      }
    }
    judgeCoding(response)
    judgeRateLimits(response.head.headers)
  }

  /// A key in a reply ends up in logs and bug reports; one that the caller did not have is given away.
  private mutating func judgeKeys() {
    guard let search = exchange.keySearch else { return }
    if search.isSent {
      collector.require(
        search.echoes.isEmpty, for: .authKeyNotEchoed, reason: "echoed", "the response repeats the key of the request",
        expected: "a response without the key", actual: "the key in \(search.echoes.joined(separator: ", "))")
    }
    collector.require(
      search.disclosures.isEmpty, for: .authKeyNotDisclosed, reason: "disclosed",
      "the response shows the server's key to a request that did not have it",
      expected: "a response without the key", actual: "the key in \(search.disclosures.joined(separator: ", "))")
  }

  private mutating func judgeRequestID(_ headers: [HeaderField]) {
    let id = headers.first("request-id")
    collector.require(
      id?.isEmpty == false, for: .respRequestIDHeader, reason: id == nil ? "missing-field" : "empty",
      "the response has no request-id", expected: "request-id: req_…",
      actual: id == nil ? "no request-id" : "an empty one")
  }

  private mutating func judgeFraming() {
    let isDouble = exchange.framingFaults.contains { $0.kind == .lengthAndChunked }
    if exchange.response?.head.statusLine.isEmpty == false {
      collector.require(
        !isDouble, for: .httpFramingOneLength, reason: "two-framings",
        "the response announces a length and comes in chunks as well",
        expected: "content-length or transfer-encoding",
        actual: exchange.framingFaults.first { $0.kind == .lengthAndChunked }?.detail ?? "")
    }
    // The chunks are what counts, so nothing else is wrong with such a response.
    let faults = exchange.framingFaults.filter { $0.kind != .lengthAndChunked }
    for fault in faults {
      collector.fail(
        .httpFramingValid, reason: "framing", "the response violates the framing of HTTP/1.1",
        expected: "valid framing",
        actual: "\(fault.kind.rawValue) \(fault.detail)")
    }
    let isStream = exchange.response?.mediaType == "text/event-stream"
    switch exchange.end {
    case .complete:
      // A response that came over no connection has no status line, and no framing to speak of.
      if let response = exchange.response, !response.head.statusLine.isEmpty { collector.observe(.httpFramingValid) }
    case .closedByClient: break
    case .failed(let failure):
      // What cuts a stream off is judged as the end of that stream.
      let isFraming: Bool =
        switch failure.kind {
        case .malformedHead: true
        // A kept connection may be closed at any time, also while a request is on its way.
        case .emptyReply: !exchange.reusedConnection
        case .reset where exchange.response == nil && exchange.reusedConnection: false
        case .malformedChunk, .truncated, .reset: !isStream
        default: false
        }
      guard isFraming, faults.isEmpty else { return }
      collector.fail(
        .httpFramingValid, reason: "cut-off", "the response ends before the end that its framing announced",
        expected: "a whole response", actual: "\(failure.kind.rawValue) \(failure.detail)")
    }
  }

  /// A body may only be compressed for those who asked for it, and has to be in the coding that it is declared in.
  private mutating func judgeCoding(_ response: Response) {
    let declared = response.contentCodings
    let accepted = exchange.request.headers.all("accept-encoding").flatMap { words($0) }
    guard !declared.isEmpty || response.coding != nil || accepted.contains("gzip") else { return }
    if response.coding?.problem != .undecodable { collector.observe(.httpGzipOptional) }
    for coding in declared where !accepted.contains(coding) && !accepted.contains("*") {
      collector.fail(
        .httpGzipOptional, reason: "not-asked-for", "the body is compressed in a way the request did not accept",
        expected: accepted.isEmpty ? "no content-encoding" : accepted.joined(separator: ", "), actual: coding)
    }
    guard !response.body.isEmpty || response.coding != nil, exchange.request.method != "HEAD" else { return }
    judgeCoding(response, found: response.coding, declared: declared)
  }

  private mutating func judgeCoding(_ response: Response, found: BodyCoding?, declared: [String]) {
    let label = declared.joined(separator: ", ")
    switch found {
    case nil where declared.isEmpty: return
    case nil:
      collector.fail(
        .httpGzipOptional, reason: "not-compressed", "the body is declared as \(label) and is not compressed",
        expected: "a body in \(label), or no content-encoding", actual: Excerpt.bytes(response.body, at: 0),
        at: Place(byte: 0))
    case let found? where declared.isEmpty:
      collector.fail(
        .httpGzipOptional, reason: "undeclared", "the body is compressed and does not say so",
        expected: "content-encoding: \(found.name)", actual: "no content-encoding")
    case let found? where !declared.contains(found.name) && !declared.contains("x-\(found.name)"):
      collector.fail(
        .httpGzipOptional, reason: "other-coding", "the body is in another coding than declared",
        expected: label, actual: found.name)
    case let found? where found.problem == .damaged || found.problem == .cutOff && exchange.end == .complete:
      collector.fail(
        .httpGzipOptional, reason: "damaged", "the compressed body cannot be decoded to its end",
        expected: "a whole \(found.name) body",
        actual: "\(found.problem?.rawValue ?? ""), \(response.body.count) bytes decoded",
        at: Place(byte: response.body.count))
    default: return
    }
  }

  /// The words of a comma-separated header in lower case, without parameters.
  private func words(_ value: String) -> [String] {
    value.split(separator: ",").compactMap { part in
      let word = part.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }.lowercased()
      let isRefused = part.filter { $0 != " " }.hasSuffix(";q=0")
      return word.isEmpty || isRefused ? nil : word
    }
  }

  private mutating func judgeRateLimits(_ headers: [HeaderField]) {
    for header in headers {
      let name = header.name.lowercased()
      guard name.hasPrefix("anthropic-ratelimit-"), !name.hasPrefix("anthropic-ratelimit-unified-") else {
        continue
      }
      let isTime = name.hasSuffix("-reset")
      guard isTime || name.hasSuffix("-limit") || name.hasSuffix("-remaining") else { continue }
      let fits = isTime ? header.value.isRFC3339 : Int(header.value).map { $0 >= 0 } ?? false
      collector.require(
        fits, for: .respRatelimitHeadersFormat, reason: isTime ? "not-a-time" : "not-a-number",
        "a rate limit header is malformed",
        expected: isTime ? "an RFC 3339 time" : "an integer, 0 or more",
        actual: "\(name): \(header.value)")
    }
  }
}

extension Exchange {
  /// Whether whatever stands in front of the API answers: a browser's question, or a browser that is not let in.
  var isAnsweredBeforeTheAPI: Bool {
    request.method == "OPTIONS" || response?.status == 403 && request.headers.first("origin") != nil
  }
}
