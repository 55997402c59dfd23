import Wire

/// Everything the contract can say about one exchange by itself: the right rules for its endpoint,
/// its status and the form of its body.
package struct ExchangeReading: Sendable {
  /// Which endpoint was asked; nil when it has no rules of its own.
  package let endpoint: Endpoint?
  /// The body as JSON, when it is JSON; nil for streams.
  package private(set) var body: JSON?
  /// The message of the reply, from JSON or rebuilt from a stream.
  package internal(set) var message: JSON?
  /// The stream, when one was asked for and the status was a success.
  package internal(set) var stream: StreamReading?
  /// Whether the request wanted a stream.
  package let asksForStream: Bool
  /// Broken ones first; at most one finding says that a requirement was kept.
  package internal(set) var findings: [Finding]

  /// - Parameters:
  ///   - exchange: one exchange with a server.
  ///   - request: the request's body, when the caller has it as JSON; parsed otherwise, unless it is very long.
  ///   - invalidRequest: what was wrong with the request, when it was meant to be refused.
  package init(_ exchange: Exchange, request: JSON? = nil, invalidRequest: InvalidRequest? = nil) {
    let match = Endpoint.match(exchange.request.url, method: exchange.request.method)
    endpoint = match?.endpoint
    findings = HeaderRules.findings(exchange)
    let request = request ?? exchange.request.body.flatMap { Self.parsed($0) }
    asksForStream = request?["stream"]?.bool == true
    guard let response = exchange.response, exchange.request.method != "HEAD" else { return }
    if exchange.isAnsweredBeforeTheAPI { return }
    // What is left of a body after a framing fault has nothing more to tell.
    let isMaimed = findings.contains {
      $0.isViolated && $0.requirement == RequirementID.httpFramingValid.rawValue
    }
    // So has what this program cannot decode, and what is left of a damaged coding.
    if response.coding?.problem == .undecodable { return }
    if isMaimed || response.coding?.problem != nil, (try? JSONParser.parse(response.body)) == nil { return }
    if response.mediaType != "text/event-stream" { body = (try? JSONParser.parse(response.body))?.root }
    if response.status >= 400 || invalidRequest != nil {
      findings += ErrorRules.findings(
        response, request: request, invalidRequest: invalidRequest, isWhole: exchange.end == .complete)
    }
    let before = findings.count
    endpoint?.evaluate(
      &self, Endpoint.Input(exchange: exchange, response: response, request: request, id: match?.id))
    // The form of a reply that should not have been given does not matter. An error hidden in it does, and
    // has been found.
    if invalidRequest != nil { findings.removeLast(findings.count - before) }
    findings = findings.filter(\.isViolated) + findings.filter { !$0.isViolated }
  }

  /// The error object of an error envelope, of an `error` event, or whatever stands under `error`.
  package var error: JSON? {
    if let event = stream?.errorEvent { return event["error"] ?? event }
    guard let root = body, root["content"] == nil else { return nil }
    if let error = root["error"], !error.isNull { return error }
    return root["type"]?.string == "error" ? root : nil
  }

  private static func parsed(_ body: [UInt8]) -> JSON? {
    body.count > 4 << 20 ? nil : (try? JSONParser.parse(body))?.root
  }
}
