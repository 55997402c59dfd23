import Wire

extension Endpoint {
  /// One message for a conversation, as JSON or as a stream of events.
  package static let messages = Endpoint("messages", method: "POST", path: "/v1/messages", generatesTokens: true) {
    reading, input in
    guard input.exchange.request.method == "POST", input.isSuccess else { return }
    // Which form was asked for cannot be said when `stream` is no boolean.
    if let asked = input.request?["stream"], asked.bool == nil { return }
    if reading.asksForStream {
      let stream = StreamReading(
        input.response, end: input.exchange.end, request: input.request, timings: input.exchange.timings)
      reading.stream = stream
      reading.message = stream.message
      reading.findings += stream.findings
    } else {
      // What we cut off ourselves, or what broke off, is no body to judge.
      if case .failed = input.exchange.end { return }
      reading.message = reading.body
      reading.findings += JSONBodyRules.findings(input.response, request: input.request)
    }
  }
}
