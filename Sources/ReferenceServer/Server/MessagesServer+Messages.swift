import Wire

extension MessagesServer {
  /// Generates a message and lays it out, streamed or not.
  func generate(_ context: inout DefectContext) throws(APIError) -> ServerReply {
    let body = context.body
    if let every = configuration.overloadedEvery, !context.isStream, state.with({ $0.requests.isMultiple(of: every) }) {
      var fault = APIError(529, type: APIError.type(for: 529), "Overloaded")
      fault.headers.append(HeaderLine("retry-after", "0"))
      throw fault
    }
    let model = configuration.models.first { body["model"]?.says($0.id) == true } ?? configuration.models[0]
    var inputTokens = PromptCounter.count(body)
    var options = GenerationOptions(
      body, configuration: configuration, room: max(model.contextWindow - inputTokens, 0))
    run(hooks.options, on: &options, in: context)
    let instruction = Instruction(options.prompt)
    if let type = instruction.failure { throw Instruction.fault(type) }

    var segments = Script(options: options, instruction: instruction).segments
    run(hooks.script, on: &segments, in: context)
    var generated = Generator(options: options, ids: context.ids).run(segments)
    run(hooks.generated, on: &generated, in: context)
    run(hooks.inputTokens, on: &inputTokens, in: context)
    let message = MessageReply(
      id: context.ids.make("msg_"), model: model.id, inputTokens: inputTokens,
      generated: generated)

    var reply =
      context.isStream ? stream(message, for: instruction, in: context) : whole(message, for: instruction, in: context)
    reply.headers += rateLimits(spent: inputTokens)
    return reply
  }

  private func whole(_ message: MessageReply, for instruction: Instruction, in context: DefectContext)
    -> ServerReply
  {
    if let type = instruction.midStreamFailure { return refusal(Instruction.fault(type), context) }
    var body = message.message
    run(hooks.message, on: &body, in: context)
    var reply = ServerReply(status: 200, json: body)
    reply.delay = instruction.wait
    return reply
  }

  private func stream(_ message: MessageReply, for instruction: Instruction, in context: DefectContext)
    -> ServerReply
  {
    var events = EventStream(
      reply: message, deltaDelay: configuration.deltaDelay, tokensPerDelta: configuration.tokensPerDelta,
      wait: instruction.wait, pingInterval: max(configuration.pingInterval, 1),
      isInOnePiece: instruction.isInOnePiece,
      failure: instruction.midStreamFailure.map(Instruction.fault)
    ).events
    run(hooks.events, on: &events, in: context)
    var steps = events.map { StreamStep(delay: $0.delay, bytes: $0.bytes) }
    run(hooks.frames, on: &steps, in: context)
    return ServerReply(
      status: 200,
      headers: [
        HeaderLine("content-type", "text/event-stream; charset=utf-8"),
        HeaderLine("cache-control", "no-cache"),
      ],
      body: .stream(steps))
  }

  /// Rate limit headers as clients read them: whole numbers and RFC 3339 times.
  private func rateLimits(spent: Int) -> [HeaderLine] {
    let reset = CivilTime(secondsSince1970: configuration.clock() + 60).timestamp
    return [("requests", 1000, 999), ("input-tokens", 2_000_000, max(2_000_000 - spent, 0))].flatMap {
      name, limit, remaining in
      [
        HeaderLine("anthropic-ratelimit-\(name)-limit", String(limit)),
        HeaderLine("anthropic-ratelimit-\(name)-remaining", String(remaining)),
        HeaderLine("anthropic-ratelimit-\(name)-reset", reset),
      ]
    }
  }
}
