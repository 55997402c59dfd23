import Wire

/// A request ready to be sent, and its body before it became bytes when it was written as JSON.
package struct RenderedRequest: Sendable {
  package var request: Request
  package var json: JSON?
}

/// Turns a case's request into the request that goes out, short of the secret: credentials stand as a
/// placeholder that only the sender replaces, so that no later stage can leak them.
package struct RequestRenderer: Sendable {
  /// Stands for the valid token in rendered requests, evidence and reports.
  package static let tokenPlaceholder = "${TOKEN}"
  /// Every client says who it is, and some fronts let nobody in who does not.
  package static let userAgent = HeaderField("user-agent", "dropin/\(ToolVersion.current)")
  /// Never valid anywhere.
  package static let wrongToken = "dropin-wrong-token-2f6c1d"
  package static let dummyToken = "dummy"

  /// Without a trailing slash; may have a path prefix.
  package var baseURL: String
  /// What `usual` credentials mean in this run.
  package var defaultAuth: AuthRow
  /// Shared with other runs; nil: every request is rendered by itself.
  package var bodies: RenderedBodies?

  package init(baseURL: String, defaultAuth: AuthRow, bodies: RenderedBodies? = nil) {
    self.baseURL = baseURL
    self.defaultAuth = defaultAuth
    self.bodies = bodies
  }

  /// Throws `UnboundVariable` when an earlier step did not provide what this request needs.
  package func render(_ template: RequestTemplate, _ bindings: Bindings) throws(UnboundVariable) -> RenderedRequest {
    var url = baseURL + (try TemplateText(template.path).fillPath(bindings))
    if let query = template.query, !query.isEmpty { url += "?" + (try TemplateText(query).fillText(bindings)) }
    var headers: [HeaderField] = []
    for field in template.headers {
      headers.append(HeaderField(field.name, try TemplateText(field.value).fillText(bindings)))
    }
    headers += credentials(template.auth)
    if headers.first("user-agent") == nil { headers.append(Self.userAgent) }
    let made =
      if let bodies {
        try bodies.body(of: template.sharedBody, bindings) { () throws(UnboundVariable) in
          try rendered(template, bindings)
        }
      } else {
        try rendered(template, bindings)
      }
    var body = made.bytes
    if headers.first("content-encoding") == "gzip" { body = body.map(Gzip.stored) }
    return RenderedRequest(
      request: Request(method: template.method, url: url, headers: headers, body: body), json: made.json)
  }

  private func rendered(_ template: RequestTemplate, _ bindings: Bindings) throws(UnboundVariable)
    -> RenderedBodies.Body
  {
    switch template.body {
    case .none: return RenderedBodies.Body()
    case .json(let body):
      let json = try JSONTemplate.fill(body, bindings)
      return RenderedBodies.Body(json: json, bytes: json.bytes())
    case .text(let pieces): return RenderedBodies.Body(bytes: try text(pieces, bindings))
    case .bytes(let bytes): return RenderedBodies.Body(bytes: bytes)
    }
  }

  /// What a request is made of.
  package func identity(of template: RequestTemplate) -> RequestIdentity {
    var head = "\(template.method) \(template.path)?\(template.query ?? "")\n"
    for field in template.headers + credentials(template.auth) { head += "\(field.name): \(field.value)\n" }
    return RequestIdentity(head: head + template.framing.rawValue, body: template.derivedBody)
  }

  private func text(_ pieces: [JSON], _ bindings: Bindings) throws(UnboundVariable) -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in pieces {
      switch piece {
      // Text is never taken for a value of another type, not even when it is one variable alone.
      case .string(let text): bytes += Array(try TemplateText(text).fillText(bindings).utf8)
      default: bytes += Array((try JSONTemplate.fill(piece, bindings).string ?? "").utf8)
      }
    }
    return bytes
  }

  /// The header fields of an auth row.
  package func credentials(_ row: AuthRow) -> [HeaderField] {
    let token = Self.tokenPlaceholder
    func key(_ value: String) -> HeaderField { HeaderField("x-api-key", value) }
    func bearer(_ value: String, scheme: String = "Bearer") -> HeaderField {
      HeaderField("authorization", "\(scheme) \(value)")
    }
    switch row {
    case .default: return defaultAuth == .default ? [] : credentials(defaultAuth)
    case .none: return []
    case .apiKey: return [key(token)]
    case .bearer: return [bearer(token)]
    case .bearerLowercase: return [bearer(token, scheme: "bearer")]
    case .bearerBlanks: return [bearer(token, scheme: "Bearer ")]
    case .both: return [key(token), bearer(token)]
    case .conflictingKey: return [key(Self.wrongToken), bearer(token)]
    case .conflictingBearer: return [key(token), bearer(Self.wrongToken)]
    case .wrongKey: return [key(Self.wrongToken)]
    case .wrongBearer: return [bearer(Self.wrongToken)]
    case .emptyKey: return [key("")]
    case .emptyBearer: return [HeaderField("authorization", "Bearer ")]
    case .basicScheme: return [bearer(token, scheme: "Basic")]
    case .dummyKey: return [key(Self.dummyToken)]
    case .dummyBearer: return [bearer(Self.dummyToken)]
    case .wrongLast: return [key(NearlyTheToken.wrongLast.placeholder)]
    case .wrongFirst: return [bearer(NearlyTheToken.wrongFirst.placeholder)]
    case .otherCase: return [key(NearlyTheToken.otherCase.placeholder)]
    case .longerKey: return [bearer(NearlyTheToken.longer.placeholder)]
    case .partOfKey: return [key(NearlyTheToken.part.placeholder)]
    }
  }
}
