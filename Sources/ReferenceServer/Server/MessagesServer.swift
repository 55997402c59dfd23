import Wire

/// The server without its sockets: a request in, a reply out.
///
/// The reply depends on the request, the configuration and how many requests came before (which
/// only decides the ids). Safe to use from any thread.
package final class MessagesServer: Sendable {
  package let configuration: Configuration
  let hooks: Hooks
  let state = ServerState()

  /// Throws `ConfigurationError` when a defect or personality does not exist or there is no model.
  package init(_ given: Configuration = Configuration()) throws(ConfigurationError) {
    let configuration = try given.withPersonalities()
    guard !configuration.models.isEmpty else {
      throw ConfigurationError(description: "the reference server needs at least one model")
    }
    self.configuration = configuration
    var hooks = try Defect.hooks(configuration.defects)
    try configuration.installPersonalities(&hooks)
    self.hooks = hooks
  }

  /// Answers a request. `finished` has to be called when the reply is out.
  package func respond(to original: ServerRequest) -> ServerReply {
    Tokenizer.$isByCharacter.withValue(configuration.tokensAreCharacters) { answer(original) }
  }

  private func answer(_ original: ServerRequest) -> ServerReply {
    let number = state.with { memory in
      memory.requests += 1
      memory.inFlight += 1
      return memory.requests
    }
    let ids = Identifiers(seed: configuration.seed, number: number)
    var context = DefectContext(
      request: original, route: .unknown, ids: ids, configuration: configuration, state: state)
    run(hooks.request, on: &context.request, in: context)
    context.route = Route(
      method: context.request.method, path: context.request.path, prefix: configuration.pathPrefix)
    if let part = context.route.part, configuration.absent.contains(part) { context.route = .unknown }

    var reply: ServerReply
    switch hooks.intercept.firstResult({ $0(context) }) {
    case .reply(let early): reply = early
    case .fault(let fault): reply = refusal(fault, context)
    case nil:
      do throws(APIError) {
        reply = try handle(&context)
      } catch {
        reply = refusal(error, context)
      }
    }
    reply.headers.append(HeaderLine("request-id", context.requestID))
    if !original.values(of: "origin").isEmpty { reply.headers.append(HeaderLine("access-control-allow-origin", "*")) }
    reply.headers.append(HeaderLine("anthropic-organization-id", "6f1c2d3e-0000-4000-8000-000000000001"))
    run(hooks.reply, on: &reply, in: context)
    return reply
  }

  /// Says that the reply to a request is out, or that the client left before it was.
  package func finished(clientLeft: Bool = false) {
    state.with { memory in
      memory.inFlight -= 1
      if clientLeft { memory.disconnects += 1 }
    }
  }

  /// The bytes that carry `reply` to the client that sent `request`; nil when no request could be read.
  package func script(for reply: ServerReply, to request: ServerRequest?) -> WireScript {
    let date = CivilTime(secondsSince1970: configuration.clock()).httpDate
    return WireScript(reply, to: request, date: date)
  }

  func refusal(_ given: APIError, _ context: DefectContext) -> ServerReply {
    var fault = given
    run(hooks.fault, on: &fault, in: context)
    var body = fault.envelope(requestID: context.requestID)
    run(hooks.errorBody, on: &body, in: context)
    var reply = ServerReply(status: fault.status, json: body)
    reply.headers += fault.headers
    // A 503 is what a crash behind a proxy looks like: nobody there knows for how long.
    if [429, 529].contains(fault.status), reply.values(of: "retry-after").isEmpty {
      reply.headers.append(HeaderLine("retry-after", "1"))
    }
    if fault.status < 500, fault.status != 429 { reply.headers.append(HeaderLine("x-should-retry", "false")) }
    return reply
  }

  func run<Value>(_ edits: [Hooks.Edit<Value>], on value: inout Value, in context: DefectContext) {
    for edit in edits { edit(&value, context) }
  }
}
