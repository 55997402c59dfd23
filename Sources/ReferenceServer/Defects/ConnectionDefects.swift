import Wire

extension Defect {
  /// Connections, framing, sizes and what one request does to another.
  static let connection: [Defect] = [
    onReply(
      "stream-two-framings", breaks: "http-framing-one-length", "Streams in chunks and announces their length as well.",
      source: "timoklimmer/powerproxy-aoai#53"
    ) { reply, _ in
      if reply.isStream { reply.headers.append(HeaderLine("content-length", String(reply.bodyBytes.count))) }
    },
    Defect(
      "keepalive-dropped", breaks: "http-keepalive-reuse",
      "Closes the connection after every reply without saying so.",
      source: "standard: RFC 9112"
    ) { $0.reply.append { reply, _ in reply.ending = .drop } },
    Defect(
      "keepalive-broken", breaks: "http-keepalive-reuse",
      "Keeps connections open but closes them on their second request.", source: "standard: RFC 9112"
    ) {
      $0.reply.append { reply, context in
        if context.request.earlierExchanges > 0 { (reply.isSilent, reply.ending) = (true, .drop) }
      }
    },
    Defect(
      "keepalive-broken-by-stream", breaks: "sse-connection-reuse-after",
      "Keeps the connection of a stream open but closes it on the next request.",
      source: "standard: RFC 9112"
    ) {
      $0.reply.append { reply, context in
        if context.request.followsStream { (reply.isSilent, reply.ending) = (true, .drop) }
      }
    },
    Defect(
      "content-length-too-long", breaks: "http-framing-valid",
      "Announces ten bytes more than it sends, then closes.",
      source: "measured: conn_truncated"
    ) {
      $0.reply.append { reply, context in
        guard !reply.isStream, context.isMessage else { return }
        (reply.framing, reply.ending) = (.wrongLength(10), .drop)
      }
    },
    Defect(
      "content-length-too-short", breaks: "http-framing-valid", "Announces ten bytes less than it sends.",
      source: "measured: conn_truncated"
    ) {
      $0.reply.append { reply, context in
        guard !reply.isStream, context.isMessage else { return }
        reply.framing = .wrongLength(-10)
      }
    },
    Defect(
      "body-cut", breaks: "http-framing-valid", "Closes the connection in the middle of a JSON reply.",
      source: "measured: conn_truncated"
    ) {
      $0.reply.append { reply, context in
        guard !reply.isStream, context.isMessage, reply.status == 200 else { return }
        (reply.cutAfter, reply.ending) = (reply.bodyBytes.count / 2, .drop)
      }
    },
    Defect(
      "stream-reset", breaks: "sse-connection-ends", "Resets the connection in the middle of a stream.",
      source: "measured: conn_truncated"
    ) {
      $0.reply.append { reply, _ in
        if reply.isStream { (reply.cutAfter, reply.ending) = (reply.bodyBytes.count / 2, .reset) }
      }
    },
    Defect(
      "stream-cut", breaks: "sse-connection-ends",
      "Closes the connection of a stream without the last chunk.",
      source: "measured: conn_truncated"
    ) {
      $0.reply.append { reply, _ in
        if reply.isStream { (reply.framing, reply.ending) = (.unfinishedChunks, .drop) }
      }
    },
    Defect(
      "stream-stays-open", breaks: "sse-connection-ends",
      "Keeps the body of every eighth stream open for three seconds after its last event.",
      source: "earendil-works/pi#5592"
    ) {
      $0.reply.append { reply, context in
        guard reply.isStream else { return }
        let number = context.state.with { memory in
          let number = memory.notes["streams"]?.int ?? 0
          memory.notes["streams"] = JSON(number + 1)
          return number
        }
        if number % 8 == 1 { reply.endDelay = 3000 }
      }
    },
    Defect(
      "stream-with-length", breaks: "sse-no-content-length", "Announces the length of a stream beforehand.",
      source: "docs: streaming"
    ) { $0.reply.append { reply, _ in if reply.isStream { reply.framing = .lengthOfStream } } },
    Defect(
      "stream-buffered", breaks: "sse-incremental", "Sends a whole stream in one piece at the end.",
      source: "claude-code: gateway guide"
    ) {
      $0.frames.append { steps, _ in
        // Fast replies may well arrive in one piece; this one takes its time first.
        let total = max(steps.reduce(0) { $0 + $1.delay }, 400)
        steps = [StreamStep(delay: total, bytes: steps.flatMap(\.bytes))]
      }
    },
    Defect(
      "cross-talk", breaks: "http-pipelined-parallel",
      "Gives a request that runs beside another the text of the one before it.", source: "standard: RFC 9112"
    ) {
      $0.text { text, context in
        context.state.with { memory in
          let other = memory.notes["text"]?.string ?? text
          memory.notes["text"] = .string(text)
          return memory.inFlight > 1 ? other : text
        }
      }
      // Every reply takes a while, so that requests do overlap.
      $0.reply.append { reply, context in if context.isMessage { reply.delay += 150 } }
    },
    Defect(
      "ids-shared-in-parallel", breaks: "resp-id-unique",
      "Gives requests that run side by side the same message id.",
      source: "docs: api/messages"
    ) {
      $0.message.append { message, context in
        context.state.with { memory in
          if memory.inFlight > 1, let other = memory.notes["id"] { message["id"] = other }
          memory.notes["id"] = message["id"]
        }
      }
      $0.reply.append { reply, context in if context.isMessage { reply.delay += 150 } }
    },
    Defect(
      "poisoned-by-disconnect", breaks: "http-client-disconnect-survives",
      "Fails every request after a client has hung up in a stream.",
      source: "musistudio/claude-code-router#1505"
    ) {
      $0.refuseWire(503, "the model is busy") { context in
        context.state.with { $0.disconnects > 0 } && context.isMessage
      }
    },
    Defect(
      "slow-after-disconnect", breaks: "http-client-disconnect-survives",
      "Goes on generating for a client that left, and lets the next one wait.",
      source: "musistudio/claude-code-router#1505"
    ) {
      $0.reply.append { reply, context in
        let left = context.state.with { memory in
          defer { memory.disconnects = 0 }
          return memory.disconnects
        }
        if left > 0 { reply.delay += 11000 }
      }
    },
    Defect(
      "large-body-reset", breaks: "http-large-body-1mb",
      "Resets connections that carry more than half a megabyte of text.",
      source: "claude-code: capture 2.1.291"
    ) {
      $0.reply.append { reply, context in
        guard (500_000..<4_000_000).contains(context.request.bodyLength) else { return }
        (reply.isSilent, reply.ending) = (true, .reset)
      }
    },
    Defect(
      "large-image-reset", breaks: "http-large-body-8mb-image",
      "Resets connections that carry more than four megabytes.",
      source: "docs: errors"
    ) {
      $0.reply.append { reply, context in
        guard (4_000_000..<30_000_000).contains(context.request.bodyLength) else { return }
        (reply.isSilent, reply.ending) = (true, .reset)
      }
    },
    Defect(
      "too-large-500", breaks: "http-body-too-large-413", "Crashes on bodies over the limit.",
      source: "docs: errors"
    ) { $0.refuseWire(500, "out of memory") { $0.request.bodyLength > $0.configuration.maximumBodyBytes } },
    Defect(
      "expect-417", breaks: "http-expect-100",
      "Refuses to let a client wait for permission to send its body.",
      source: "standard: RFC 9110"
    ) { $0.refuseWire(417, "expectation failed") { !$0.request.values(of: "expect").isEmpty } },
    Defect(
      "chunked-body-empty", breaks: "http-chunked-request",
      "Reads request bodies that come in chunks as empty.",
      source: "standard: RFC 9112"
    ) {
      $0.request.append { request, _ in
        if !request.values(of: "transfer-encoding").isEmpty { request.body = [] }
      }
    },
    Defect(
      "sick-after-errors", breaks: "err-idempotent-health", "Stops serving after a hundred refusals.",
      source: "raullenchai/Rapid-MLX#811"
    ) {
      $0.fault.append { fault, context in
        context.state.with { $0.notes["refusals"] = JSON(($0.notes["refusals"]?.int ?? 0) + 1) }
      }
      $0.refuseWire(500, "worker died") { context in
        context.isMessage && context.state.with { ($0.notes["refusals"]?.int ?? 0) >= 100 }
      }
    },
  ]
}
