import Wire

extension Defect {
  /// A defect in replies to clients that offer gzip.
  private static func offered(
    _ name: String, breaks requirement: String = "http-gzip-optional", _ summary: String, source: String,
    edit: @escaping @Sendable (inout ServerReply) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.reply.append { reply, context in if context.request.takesGzip { edit(&reply) } }
    }
  }

  /// Bodies that are not in the coding that they claim.
  static let codings: [Defect] = [
    offered("gzip-claimed", "Says that a plain body is gzip.", source: "measured: gzip json") {
      if !$0.isStream, $0.status < 400 { $0.set("content-encoding", "gzip") }
    },
    offered(
      "gzip-claimed-on-refusals", "Says that the plain body of a refusal is gzip.", source: "tombii/better-ccflare#243"
    ) { if $0.status >= 400 { $0.set("content-encoding", "gzip") } },
    offered(
      "gzip-claimed-on-streams", "Says that a plain stream is gzip.", source: "tombii/better-ccflare#243"
    ) { if $0.isStream { $0.set("content-encoding", "gzip") } },
    offered("gzip-unsaid", "Compresses bodies and does not say so.", source: "standard: RFC 9110") {
      if !$0.isStream { _ = $0.compress() }
    },
    offered("gzip-called-deflate", "Says that gzip is deflate.", source: "standard: RFC 9110") {
      if !$0.isStream, $0.compress() { $0.set("content-encoding", "deflate") }
    },
    offered("gzip-cut", "Leaves out the end of compressed bodies.", source: "standard: RFC 9110") {
      guard case .whole(let bytes) = $0.body, bytes.count > 20, $0.compress() else { return }
      $0.set("content-encoding", "gzip")
      $0.body = .whole(Array($0.bodyBytes.dropLast(12)))
    },
    offered(
      "gzip-held-back", breaks: "http-coded-stream-flushed",
      "Compresses streams into one block that is sent when it is full.", source: "docs: streaming"
    ) {
      guard case .stream(let steps) = $0.body, !steps.isEmpty else { return }
      $0.set("content-encoding", "gzip")
      let delay = steps.map(\.delay).reduce(0, +)
      let bytes = Gzip.stored(steps.flatMap(\.bytes))
      // Compressors write their head at once.
      $0.body = .stream([
        StreamStep(delay: 0, bytes: Array(bytes.prefix(10))),
        StreamStep(delay: delay, bytes: Array(bytes.dropFirst(10))),
      ])
    },
  ]
}
