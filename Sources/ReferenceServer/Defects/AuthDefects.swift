import Wire

extension Defect {
  private static func auth(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping Hooks.Edit<Bool>
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source, needsAuthentication: true) {
      $0.authentication.append { isValid, context in
        guard case .required = context.configuration.authentication else { return }
        edit(&isValid, context)
      }
    }
  }

  /// Whether `keys` alone satisfy the server.
  private static func valid(_ keys: [String], _ context: DefectContext) -> Bool {
    guard case .required(let tokens) = context.configuration.authentication else { return true }
    return keys.contains { key in tokens.contains { $0.sameBytes(as: key) } }
  }

  /// Whether a key that was given is a token as far as `seen` goes.
  private static func nearly(_ context: DefectContext, _ seen: (String) -> [UInt8]) -> Bool {
    guard case .required(let tokens) = context.configuration.authentication else { return true }
    let given = Credentials(context.request)
    return (given.keys + given.bearers).contains { key in
      key.utf8.count > 3 && tokens.contains { $0.utf8.count == key.utf8.count && seen($0) == seen(key) }
    }
  }

  /// Credentials and the 401.
  static let auth: [Defect] = [
    auth(
      "key-header-ignored", breaks: "auth-x-api-key", "Looks for the key in Authorization only.",
      source: "vllm-project/vllm#51572"
    ) {
      $0 = $0 && valid(Credentials($1.request).bearers, $1)
    },
    auth(
      "bearer-ignored", breaks: "auth-bearer", "Looks for the key in x-api-key only.",
      source: "sdk: _client.py:374-378"
    ) {
      $0 = $0 && valid(Credentials($1.request).keys, $1)
    },
    auth(
      "bearer-case", breaks: "auth-bearer-case", "Knows the scheme only as Bearer with a capital B.",
      source: "standard: RFC 9110"
    ) { isValid, context in
      let exact = context.request.values(of: "authorization").contains { $0.hasPrefix("Bearer ") }
      isValid = isValid && (exact || valid(Credentials(context.request).keys, context))
    },
    auth(
      "bearer-blanks-kept", breaks: "auth-bearer-blanks",
      "Takes all but one of the blanks after Bearer for a part of the token.", source: "standard: RFC 9110"
    ) { isValid, context in
      if context.request.values(of: "authorization").contains(where: { $0.hasPrefix("Bearer  ") }) { isValid = false }
    },
    auth(
      "both-headers-refused", breaks: "auth-both-same",
      "Refuses requests that carry both credential headers.", source: "claude-code: gateway guide"
    ) {
      let given = Credentials($1.request)
      $0 = $0 && (given.keys.isEmpty || given.bearers.isEmpty)
    },
    auth(
      "key-header-wins", breaks: "auth-both-different-one-valid",
      "Lets a wrong x-api-key spoil a valid bearer token.", source: "Alishahryar1/free-claude-code#902"
    ) {
      let keys = Credentials($1.request).keys.filter { !$0.isEmpty }
      $0 = $0 && (keys.isEmpty || valid(keys, $1))
    },
    auth(
      "bearer-wins", breaks: "auth-both-different-one-valid",
      "Lets a wrong bearer token spoil a valid x-api-key.", source: "claude-code: connect guide"
    ) {
      let bearers = Credentials($1.request).bearers
      $0 = $0 && (bearers.isEmpty || valid(bearers, $1))
    },
    auth(
      "empty-key-refused", breaks: "auth-empty-header-ignored",
      "Takes an empty x-api-key for a wrong one although a valid bearer token is there.",
      source: "sdk: 0.125.0 _client.py:358"
    ) { isValid, context in
      if Credentials(context.request).keys.contains(where: \.isEmpty) { isValid = false }
    },
    auth(
      "missing-key-allowed", breaks: "auth-missing-401",
      "Serves requests without any credential although one is demanded.", source: "raullenchai/Rapid-MLX#188"
    ) {
      if $1.request.values(of: "x-api-key").isEmpty, $1.request.values(of: "authorization").isEmpty {
        $0 = true
      }
    },
    auth(
      "any-key-allowed", breaks: "auth-invalid-401", "Takes any key for a valid one.",
      source: "waybarrios/vllm-mlx#324"
    ) {
      let given = Credentials($1.request)
      if !(given.keys + given.bearers).isEmpty { $0 = true }
    },
    auth(
      "key-length-unchecked", breaks: "auth-whole-key", "Looks at all but the last character.",
      source: "standard: RFC 9110"
    ) {
      $0 = $0 || nearly($1) { Array($0.utf8.dropLast()) }
    },
    auth(
      "key-start-unchecked", breaks: "auth-whole-key", "Looks at all but the first character.",
      source: "standard: RFC 9110"
    ) {
      $0 = $0 || nearly($1) { Array($0.utf8.dropFirst()) }
    },
    auth(
      "key-case-ignored", breaks: "auth-whole-key", "Takes the key in any case.", source: "standard: RFC 9110"
    ) {
      $0 = $0 || nearly($1) { Array($0.lowercased().utf8) }
    },
    auth(
      "key-prefix-enough", breaks: "auth-whole-key", "Takes whatever begins with the key.", source: "standard: RFC 9110"
    ) {
      isValid, context in
      guard case .required(let tokens) = context.configuration.authentication else { return }
      let given = Credentials(context.request)
      if (given.keys + given.bearers).contains(where: { key in tokens.contains { key.hasPrefix($0) } }) {
        isValid = true
      }
    },
    auth(
      "key-part-enough", breaks: "auth-whole-key", "Takes the first half of a key for all of it.",
      source: "agustif/opencode-lmstudio#41"
    ) { isValid, context in
      guard case .required(let tokens) = context.configuration.authentication else { return }
      let given = Credentials(context.request)
      let isPart = (given.keys + given.bearers).contains { key in
        key.utf8.count > 3 && tokens.contains { $0.hasPrefix(key) }
      }
      if isPart { isValid = true }
    },
    Defect(
      "key-echoed", breaks: "auth-key-not-echoed", "Repeats a wrong key in the message that refuses it.",
      source: "docs: errors", needsAuthentication: true
    ) {
      $0.fault.append { fault, context in
        let given = Credentials(context.request)
        guard fault.status == 401, let key = (given.keys + given.bearers).first else { return }
        fault.message += ": \(key)"
      }
    },
    Defect(
      "key-echoed-in-header", breaks: "auth-key-not-echoed", "Sends the key of the request back in a header.",
      source: "docs: errors", needsAuthentication: true
    ) {
      $0.reply.append { reply, context in
        let given = Credentials(context.request)
        if let key = (given.keys + given.bearers).first { reply.headers.append(HeaderLine("x-caller", key)) }
      }
    },
    Defect(
      "key-disclosed", breaks: "auth-key-not-disclosed", "Says which key it expected when it gets another.",
      source: "docs: errors", needsAuthentication: true
    ) {
      $0.fault.append { fault, context in
        guard fault.status == 401, case .required(let tokens) = context.configuration.authentication else { return }
        fault.message += "; expected \(tokens.first ?? "")"
      }
    },
    Defect(
      "wrong-key-403", breaks: "auth-invalid-401", "Answers a wrong key with 403.", source: "docs: errors",
      needsAuthentication: true
    ) {
      $0.fault.append { fault, context in
        let given = Credentials(context.request)
        if fault.status == 401, !(given.keys + given.bearers).isEmpty {
          (fault.status, fault.type) = (403, "permission_error")
        }
      }
    },
    Defect(
      "missing-key-400", breaks: "auth-missing-401", "Answers a missing key with 400.",
      source: "agustif/opencode-lmstudio#41", needsAuthentication: true
    ) {
      $0.fault.append { fault, context in
        let given = Credentials(context.request)
        if fault.status == 401, (given.keys + given.bearers).isEmpty {
          (fault.status, fault.type) = (400, "invalid_request_error")
        }
      }
    },
    Defect(
      "wrong-key-inside-stream", breaks: "auth-401-on-stream", "Opens a stream to report a wrong key.",
      source: "measured: stream 400 json", needsAuthentication: true
    ) {
      $0.intercept.append { context in
        guard context.isMessage, context.request.body.find(Array("\"stream\":true".utf8)) != nil,
          !Credentials(context.request).satisfy(context.configuration.authentication)
        else { return nil }
        let event = StreamEvent(
          "error", ["error": APIError.unauthorised.envelope(requestID: nil)["error"] ?? .null])
        return .reply(
          ServerReply(
            status: 200, headers: [HeaderLine("content-type", "text/event-stream")],
            body: .stream([StreamStep(delay: 0, bytes: event.bytes)])))
      }
    },
    auth(
      "other-routes-open", breaks: "auth-401-count-models", "Guards the messages path only.",
      source: "raullenchai/Rapid-MLX#262"
    ) {
      if $1.route == .countTokens || $1.route == .modelList { $0 = true }
    },
    Defect(
      "dummy-key-refused", breaks: "auth-disabled-dummy-ok", "Refuses made-up keys although it checks none.",
      source: "docs: lmstudio/authentication"
    ) {
      $0.authentication.append { isValid, context in
        guard case .off = context.configuration.authentication else { return }
        let given = Credentials(context.request)
        isValid = (given.keys + given.bearers).allSatisfy { $0.isEmpty || $0.hasPrefix("sk-") }
      }
    },
    Defect(
      "no-key-refused", breaks: "auth-disabled-none-ok", "Demands some credential although it checks none.",
      source: "docs: lmstudio/authentication"
    ) {
      $0.authentication.append { isValid, context in
        guard case .off = context.configuration.authentication else { return }
        let given = Credentials(context.request)
        isValid = !(given.keys + given.bearers).isEmpty
      }
    },
    Defect(
      "validates-before-auth", breaks: "auth-before-validation",
      "Complains about the body to a caller with a wrong key.",
      source: "claude-code: connect guide", needsAuthentication: true
    ) {
      $0.refuseWire(400, "messages: Field required") { context in
        guard context.isMessage else { return false }
        let body = try? JSONParser.parse(context.request.body).root
        return body?["messages"]?.array?.isEmpty ?? true
      }
    },
  ]
}
