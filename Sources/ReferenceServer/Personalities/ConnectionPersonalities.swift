import Wire

extension Personality {
  /// What HTTP leaves to the server.
  static let connections: [Personality] = [
    Personality("closes-after-refusals", .manner, "Closes the connection after a refusal, and says so.") {
      $0.reply.append { reply, _ in
        if reply.status >= 400, reply.ending == .automatic { reply.ending = .close }
      }
    },
    Personality("streams-until-close", .manner, "Streams end with the connection, as announced; there are no chunks.") {
      $0.reply.append { reply, _ in
        guard reply.isStream, reply.ending == .automatic else { return }
        (reply.framing, reply.ending) = (.none, .close)
      }
    },
    Personality("gzip", .manner, "Compresses bodies and streams for clients that say they take gzip.") {
      $0.reply.append { reply, context in
        guard context.request.takesGzip, reply.compress() else { return }
        reply.headers.append(HeaderLine("content-encoding", "gzip"))
        reply.headers.append(HeaderLine("vary", "accept-encoding"))
      }
    },
    Personality("odd-framing", .manner, "Streams have CRLF line ends, comments between events, and many pings.") {
      $0.events.append { events, _ in
        events = events.flatMap { event in
          ["message_start", "content_block_start"].contains(event.name) ? [event, StreamEvent("ping")] : [event]
        }
      }
      $0.frames.append { steps, _ in
        for index in steps.indices {
          var bytes: [UInt8] = Array((index.isMultiple(of: 3) ? ": still here\r\n\r\n" : "").utf8)
          for byte in steps[index].bytes { bytes += byte == 0x0A ? [0x0D, 0x0A] : [byte] }
          steps[index].bytes = bytes
        }
      }
    },
  ]
}

extension ServerReply {
  /// Puts the body into gzip, event by event where it is a stream; false when there is none.
  mutating func compress() -> Bool {
    switch body {
    case .whole(let bytes):
      guard !bytes.isEmpty else { return false }
      body = .whole(Gzip.stored(bytes))
    case .stream(let steps):
      guard !steps.isEmpty else { return false }
      body = .stream(
        zip(steps, Gzip.flushed(steps.map(\.bytes))).map { StreamStep(delay: $0.delay, bytes: $1) })
    }
    return true
  }
}

extension ServerRequest {
  var takesGzip: Bool {
    headers.contains { line in
      line.isNamed("accept-encoding")
        && line.value.split(separator: ",").contains { part in
          let word = part.filter { $0 != " " }
          return word == "gzip" || word == "*" || (word.hasPrefix("gzip;q=") && !word.hasSuffix("=0"))
        }
    }
  }
}
