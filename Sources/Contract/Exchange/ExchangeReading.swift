import Wire

/// Everything the contract can say about one exchange by itself: the right rules for its endpoint,
/// its status and the form of its body.
public struct ExchangeReading: Sendable {
  /// The endpoints that have rules of their own.
  public enum Endpoint: Sendable, Equatable {
    case messages, countTokens, models
    /// One model, by its id without percent-encoding.
    case model(String)
    case other
  }

  public let endpoint: Endpoint
  /// The body as JSON, when it is JSON; nil for streams.
  public private(set) var body: JSON?
  /// The message of the reply, from JSON or rebuilt from a stream.
  public private(set) var message: JSON?
  /// The stream, when one was asked for and the status was a success.
  public private(set) var stream: StreamReading?
  /// Whether the request wanted a stream.
  public let asksForStream: Bool
  /// Broken ones first; at most one finding says that a requirement was kept.
  public private(set) var findings: [Finding]

  /// - Parameters:
  ///   - exchange: one exchange with a server.
  ///   - request: the request's body, when the caller has it as JSON; parsed otherwise, unless it is very long.
  ///   - fault: what was wrong with the request, when it was meant to be refused.
  public init(_ exchange: Exchange, request: JSON? = nil, fault: Fault? = nil) {
    endpoint = Endpoint(url: exchange.request.url)
    findings = headerFindings(exchange)
    let request = request ?? exchange.request.body.flatMap { Self.parsed($0) }
    asksForStream = request?["stream"]?.bool == true
    guard let response = exchange.response, exchange.request.method != "HEAD" else { return }
    // What is left of a body after a framing fault has nothing more to tell.
    let isMaimed = findings.contains {
      $0.isViolated && $0.requirement == RequirementID.httpFramingValid.rawValue
    }
    if isMaimed, (try? JSONParser.parse(response.body)) == nil { return }
    if response.mediaType != "text/event-stream" { body = (try? JSONParser.parse(response.body))?.root }
    if response.status >= 400 || fault != nil {
      findings += errorFindings(response, request: request, fault: fault)
    }
    let before = findings.count
    judge(exchange, response, request)
    // The form of a reply that should not have been given does not matter. An error hidden in it does, and
    // has been found.
    if fault != nil { findings.removeLast(findings.count - before) }
    findings = findings.filter(\.isViolated) + findings.filter { !$0.isViolated }
  }

  private static func parsed(_ body: [UInt8]) -> JSON? {
    body.count > 4 << 20 ? nil : (try? JSONParser.parse(body))?.root
  }

  private mutating func judge(_ exchange: Exchange, _ response: Response, _ request: JSON?) {
    let isSuccess = (200..<300).contains(response.status)
    switch endpoint {
    case .messages where exchange.request.method == "POST" && isSuccess:
      // Which form was asked for cannot be said when `stream` is no boolean.
      if let asked = request?["stream"], asked.bool == nil { return }
      if request?["stream"]?.bool == true {
        let reading = StreamReading(response, end: exchange.end, request: request, timings: exchange.timings)
        stream = reading
        message = reading.message
        findings += reading.findings
      } else {
        // What we cut off ourselves, or what broke off, is no body to judge.
        if case .failed = exchange.end { return }
        message = body
        findings += jsonBodyFindings(response, request: request)
      }
    case .countTokens: findings += countTokensFindings(response)
    case .models where exchange.request.method == "GET" && isSuccess: findings += modelsListFindings(exchange)
    case .model(let id) where exchange.request.method == "GET" && isSuccess:
      findings += modelFindings(exchange, id: id)
    default: break
    }
  }
}

extension ExchangeReading.Endpoint {
  /// The endpoint that the path of `url` ends in, whatever base it stands under and whatever query follows.
  init(url: String) {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    let parts = path.split(separator: "/").map(String.init)
    if parts.suffix(2) == ["v1", "messages"] {
      self = .messages
    } else if parts.suffix(3) == ["v1", "messages", "count_tokens"] {
      self = .countTokens
    } else if parts.suffix(2) == ["v1", "models"] {
      self = .models
    } else if parts.count >= 3, parts[parts.count - 3] == "v1", parts[parts.count - 2] == "models" {
      self = .model(percentDecoded(parts[parts.count - 1]))
    } else {
      self = .other
    }
  }
}

/// `text` with its percent escapes resolved; a `%` that begins none stays as it is.
func percentDecoded(_ text: String) -> String {
  let bytes = Array(text.utf8)
  var decoded: [UInt8] = []
  var index = 0
  while index < bytes.count {
    if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count, let high = hexValue(bytes[index + 1]),
      let low = hexValue(bytes[index + 2])
    {
      decoded.append(high << 4 | low)
      index += 3
    } else {
      decoded.append(bytes[index])
      index += 1
    }
  }
  return String(decoding: decoded, as: UTF8.self)
}
