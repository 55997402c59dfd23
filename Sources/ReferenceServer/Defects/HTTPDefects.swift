import Wire

extension Defect {
  /// Routing, methods and the HTTP face of the API.
  static let http: [Defect] = [
    Defect(
      "everything-200", breaks: "err-no-200-with-error", "Answers every refusal with status 200.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2322"
    ) {
      $0.fault.append { fault, context in
        if context.isMessage || context.route == .countTokens { fault.status = 200 }
      }
    },
    Defect(
      "everything-refused", breaks: "http-post-messages", "Refuses every request for a message.",
      source: "docs: api/messages"
    ) { $0.refuse(400, "the request could not be processed") { !$0.countsOnly } },
    Defect(
      "everything-500", breaks: "err-no-5xx-on-client-fault", "Blames itself for every mistake of a client.",
      source: "lmstudio-ai/lmstudio-bug-tracker#2220"
    ) {
      $0.fault.append { fault, context in
        guard fault.status == 400, context.isMessage else { return }
        (fault.status, fault.type) = (500, "api_error")
        fault.message = "Engine protocol predict request returned 400: " + fault.message
      }
    },
    Defect(
      "beta-query-404", breaks: "http-query-beta-true",
      "Does not find the messages path when it is followed by beta=true.",
      source: "claude-code: gateway guide"
    ) { $0.refuseWire(404, "no such endpoint") { $0.isMessage && $0.request.query == "beta=true" } },
    Defect(
      "unknown-query-400", breaks: "http-query-unknown", "Refuses query keys it does not know.",
      source: "claude-code: gateway guide"
    ) {
      $0.refuseWire(400, "unknown query parameter") { context in
        context.isMessage && context.request.query.queryItems.contains { $0.name != "beta" }
      }
    },
    Defect(
      "count-query-500", breaks: "http-post-count-tokens-query",
      "Fails to count tokens when beta=true is in the query.",
      source: "sdk: 1.17.0 resources/beta/messages/messages.py:1245"
    ) { $0.refuseWire(500, "route error") { $0.route == .countTokens && !$0.request.query.isEmpty } },
    Defect(
      "get-messages-200", breaks: "http-get-on-messages",
      "Answers a GET for the messages path with an empty success.",
      source: "docs: errors"
    ) {
      $0.intercept.append { context in
        context.request.method == "GET" && context.request.path.hasSuffix("/v1/messages")
          ? .reply(ServerReply(status: 200, json: [:])) : nil
      }
    },
    Defect(
      "unknown-route-200", breaks: "http-unknown-path-404",
      "Answers unknown routes with 200 and an error text of its own.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1323"
    ) {
      $0.intercept.append { context in
        guard context.route == .unknown else { return nil }
        let text = "Unexpected endpoint or method. (\(context.request.method) \(context.request.path))"
        return .reply(ServerReply(status: 200, json: ["error": .string(text)]))
      }
    },
    Defect(
      "misplaced-path-200", breaks: "http-misplaced-path",
      "Answers 200 to requests for a message beside its path, and says in words that there is nothing.",
      source: "lmstudio-ai/lmstudio-bug-tracker#1323"
    ) {
      $0.intercept.append { context in
        guard context.route == .unknown, context.request.path.hasSuffix("/messages") else { return nil }
        return .reply(ServerReply(status: 200, json: ["note": "Unexpected endpoint. Returning 200 anyway"]))
      }
    },
    Defect(
      "unknown-route-html", breaks: "err-no-html", "Answers unknown routes with a web page.",
      source: "claude-code: errors page"
    ) {
      $0.intercept.append { context in
        guard context.route == .unknown else { return nil }
        let page = "<html><body><h1>404 Not Found</h1></body></html>"
        return .reply(
          ServerReply(
            status: 404, headers: [HeaderLine("content-type", "text/html")], body: .whole(Array(page.utf8))))
      }
    },
    Defect(
      "batches-500", breaks: "http-batches-404-clean", "Crashes on requests for message batches.",
      source: "sdk: resources/messages/batches.py:116"
    ) { $0.refuseWire(500, "internal error") { $0.request.path.hasSuffix("/v1/messages/batches") } },
    Defect(
      "head-hello-slow", breaks: "http-head-api-hello",
      "Takes three seconds to answer Claude Code's warm-up.",
      source: "claude-code: gateway guide"
    ) {
      $0.reply.append { reply, context in
        if context.route == .hello, context.request.path.hasSuffix("hello") { reply.delay = 3000 }
      }
    },
    Defect(
      "head-root-slow", breaks: "http-head-root", "Takes three seconds to answer a HEAD for the root path.",
      source: "claude-code: gateway guide"
    ) {
      $0.reply.append { reply, context in
        if context.route == .hello, context.request.path == "/" { reply.delay = 3000 }
      }
    },
    // Bytes behind a head that announces none belong to the framing, whatever the method.
    Defect(
      "head-root-body", breaks: "http-framing-valid", "Sends a body in reply to HEAD for the root path.",
      source: "standard: RFC 9110"
    ) {
      $0.reply.append { reply, context in
        guard context.route == .hello, context.request.path == "/" else { return }
        reply.body = .whole(Array("Server is running".utf8))
        reply.ignoresHead = true
      }
    },
    Defect(
      "redirect-308", breaks: "http-no-redirect", "Redirects API paths to themselves once.",
      source: "measured: 301 drops body"
    ) {
      $0.intercept.append { context in
        guard context.isMessage || context.route == .modelList, !context.request.query.contains("moved")
        else { return nil }
        return .reply(
          ServerReply(status: 308, headers: [HeaderLine("location", context.request.path + "?moved=1")]))
      }
    },
    Defect(
      "redirect-301", breaks: "http-no-redirect", "Redirects in the way that turns a POST into a GET.",
      source: "measured: 301 drops body"
    ) {
      $0.intercept.append { context in
        guard context.isMessage, !context.request.query.contains("moved") else { return nil }
        return .reply(
          ServerReply(status: 301, headers: [HeaderLine("location", context.request.path + "?moved=1")]))
      }
    },
    Defect(
      "content-type-charset-415", breaks: "http-content-type-charset",
      "Refuses a charset parameter after application/json.",
      source: "standard: RFC 9110"
    ) {
      $0.refuseWire(415, "unsupported media type") { context in
        context.request.values(of: "content-type").contains { $0.contains("charset") }
      }
    },
    Defect(
      "content-type-missing-500", breaks: "http-content-type-missing",
      "Crashes on a body without a media type.",
      source: "standard: RFC 9110"
    ) {
      $0.refuseWire(500, "internal error") {
        $0.request.method == "POST" && $0.request.values(of: "content-type").isEmpty
      }
    },
    Defect(
      "accept-decides-json", breaks: "http-accept-json-still-streams",
      "Streams only when the Accept header asks for it.",
      source: "measured: capture"
    ) {
      $0.body.append { body, context in
        if context.request.values(of: "accept").contains(where: { $0.contains("application/json") }) {
          body["stream"] = false
        }
      }
    },
    Defect(
      "accept-decides-sse", breaks: "http-accept-any", "Streams to whoever accepts an event stream.",
      source: "docs: api/messages"
    ) {
      $0.body.append { body, context in
        if context.request.values(of: "accept").contains(where: { $0.contains("text/event-stream") }) {
          body["stream"] = true
        }
      }
    },
    Defect(
      "latin1-request", breaks: "http-utf8-roundtrip-request", "Reads UTF-8 bodies as Latin-1.",
      source: "standard: RFC 8259"
    ) {
      $0.request.append { request, _ in
        request.body = request.body.flatMap { $0 < 0x80 ? [$0] : [0xC0 | $0 >> 6, 0x80 | $0 & 0x3F] }
      }
    },
    Defect(
      "header-names-exact", breaks: "http-header-case-insensitive",
      "Finds version and key only under lower-case header names.",
      source: "standard: RFC 9110"
    ) {
      $0.refuseWire(400, "anthropic-version: header is required") { context in
        context.request.headers.contains { $0.isNamed("anthropic-version") && $0.name != "anthropic-version" }
      }
    },
    Defect(
      "telemetry-headers-400", breaks: "http-unknown-headers-ignored",
      "Refuses requests with telemetry headers.",
      source: "claude-code: gateway guide"
    ) {
      $0.refuseWire(400, "unexpected header") { context in
        context.request.headers.contains { $0.name.lowercased().hasPrefix("x-stainless-") }
      }
    },
  ]
}
