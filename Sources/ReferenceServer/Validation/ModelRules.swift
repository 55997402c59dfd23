import Wire

extension ValidationRule {
  /// Message threads are not kept here. Saying so with this code makes the SDK send the history;
  /// ignoring the field would lose the conversation without a word.
  static let threads = [
    ValidationRule("thread") { input in
      guard input.field("thread") != nil else { return nil }
      return APIError(
        400, type: "invalid_request_error", "thread: message threads are not supported by this server",
        errorCode: "thread_unsupported_request")
    }
  ]

  static let model = [
    ValidationRule("model") { input in
      guard let model = input.field("model") else { return .invalid("model", "Field required") }
      guard let id = model.string else { return .invalid("model", "Input should be a valid string") }
      return id.isEmpty ? .invalid("model", "String should have at least 1 character") : nil
    }
  ]

  static let tokens = [
    ValidationRule("max_tokens") { input in
      if input.countsOnly { return nil }
      guard let value = input.field("max_tokens") else { return .invalid("max_tokens", "Field required") }
      guard value.type == .integer else { return .invalid("max_tokens", "Input should be a valid integer") }
      guard let number = value.int, number >= 0 else {
        let isNegative = value.number?.lexeme.hasPrefix("-") ?? false
        return .invalid("max_tokens", isNegative ? "Input should be greater than or equal to 0" : "too large")
      }
      return nil
    },
    ValidationRule("max_tokens.ceiling") { input in
      guard let model = input.model, let number = input.field("max_tokens")?.int,
        number > model.maximumOutput,
        !input.countsOnly
      else { return nil }
      return .invalid(
        "max_tokens",
        "\(number) > \(model.maximumOutput), which is the greatest number of output tokens of \(model.id)")
    },
    ValidationRule("stream") { input in
      guard let stream = input.field("stream"), stream.bool == nil else { return nil }
      return .invalid("stream", "Input should be a valid boolean")
    },
  ]

  /// The model must exist. Checked after the shape of the request, so that a malformed request for
  /// an unknown model hears about its form first.
  static let known = [
    ValidationRule("model.known") { input in
      guard let id = input.field("model")?.string, input.model == nil else { return nil }
      return .notFound("model: \(String(String.UnicodeScalarView(id.unicodeScalars.prefix(200))))")
    },
    ValidationRule("model.vision") { input in
      guard let model = input.model, !model.seesImages,
        let image = input.placedBlocks.first(where: { $0.type.sameBytes(as: "image") })
      else { return nil }
      return .invalid(image.path, "the model \(model.id) does not support image input")
    },
  ]

  static let window = [
    ValidationRule("window") { input in
      guard let model = input.model, !input.countsOnly else { return nil }
      let tokens = PromptCounter.count(input.body)
      guard tokens > model.contextWindow else { return nil }
      return .invalid("prompt is too long: \(tokens) tokens > \(model.contextWindow) maximum")
    }
  ]
}
