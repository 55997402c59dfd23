import Contract
import Wire

extension MessagesServer {
  /// Answers by route: credentials first, then the version, then the route itself.
  func handle(_ context: inout DefectContext) throws(APIError) -> ServerReply {
    let request = context.request
    if context.route == .hello { return ServerReply(status: 200) }
    // A browser asks before it sends the key, so the question cannot have one.
    if request.method == "OPTIONS", !request.values(of: "access-control-request-method").isEmpty {
      return ServerReply(
        status: 204,
        headers: [
          HeaderLine("access-control-allow-methods", "GET, POST"), HeaderLine("access-control-allow-headers", "*"),
          HeaderLine("access-control-max-age", "600"),
        ])
    }

    var isAuthorised = Credentials(request).satisfy(configuration.authentication)
    run(hooks.authentication, on: &isAuthorised, in: context)
    guard isAuthorised else { throw .unauthorised }

    switch context.route {
    case .hello: return ServerReply(status: 200)
    case .unknown: throw .notFound("\(request.method) \(request.path) is not served here")
    case .wrongMethod(let allowed):
      var fault = APIError(
        405, type: "invalid_request_error", "\(request.method) is not allowed here; use \(allowed)")
      fault.headers = [HeaderLine("allow", allowed)]
      throw fault
    case .endpoint(.models, _):
      _ = try APIVersion(request)
      var list = try ModelsReply(models: configuration.models).page(request.query)
      run(hooks.modelList, on: &list, in: context)
      return ServerReply(status: 200, json: list)
    case .endpoint(.model, let id):
      _ = try APIVersion(request)
      var info = ModelsReply.info(try ModelsReply(models: configuration.models).find(id ?? ""))
      run(hooks.modelInfo, on: &info, in: context)
      return ServerReply(status: 200, json: info)
    case .endpoint(.countTokens, _):
      try read(&context, countsOnly: true)
      var count: JSON = ["input_tokens": JSON(PromptCounter.count(context.body))]
      run(hooks.count, on: &count, in: context)
      return ServerReply(status: 200, json: count)
    case .endpoint(.messages, _): return try message(&context)
    case .endpoint(let other, let id):
      _ = try APIVersion(request)
      guard request.bodyLength <= configuration.maximumBodyBytes else { throw tooLarge(request) }
      let id = id ?? ""
      if let reply = try answerBatches(other, id, context) { return reply }
      if let reply = try answerFiles(other, id, context) { return reply }
      if let reply = try answerSkills(other, id, context) { return reply }
      throw .notFound("\(other.label) is not served here")
    }
  }

  /// The reply to a request for a message.
  func message(_ context: inout DefectContext) throws(APIError) -> ServerReply {
    try read(&context, countsOnly: false)
    return try generate(&context)
  }

  private func tooLarge(_ request: ServerRequest) -> APIError {
    APIError(
      413, type: "request_too_large",
      "the request has \(request.bodyLength) bytes; at most \(configuration.maximumBodyBytes) are allowed")
  }

  /// Parses and validates the body into `context.body`.
  private func read(_ context: inout DefectContext, countsOnly: Bool) throws(APIError) {
    let request = context.request
    let version = try APIVersion(request)
    guard request.bodyLength <= configuration.maximumBodyBytes else { throw tooLarge(request) }
    let root = parsed(try request.decodedBody())
    let given = (try? root.get()).map(withFiles)
    let isObject = given?.object != nil
    let input = ValidationInput(
      body: isObject ? given! : [:], misfit: isObject ? nil : request.body.isEmpty ? "" : given ?? JSON.null,
      version: version, countsOnly: countsOnly, configuration: configuration)
    if case .failure(let fault) = root, !hooks.skips("json", for: input) { throw fault }
    if !isObject, !hooks.skips("object", for: input) { throw .invalid("Input should be an object") }
    for rule in hooks.extraRules + ValidationRule.all where !hooks.skips(rule.name, for: input) {
      if let fault = rule.check(input) { throw fault }
    }
    context.body = input.body
    run(hooks.body, on: &context.body, in: context)
  }

  private func parsed(_ bytes: [UInt8]) -> Result<JSON, APIError> {
    do throws(JSONSyntaxError) {
      let document = try JSONParser.parse(bytes)
      // A key given twice is read as its last value; broken text is nobody's intention.
      guard let broken = document.problems.first(where: { $0.kind != .duplicateKey }) else {
        return .success(document.root)
      }
      return .failure(
        .invalid("The request body is not valid JSON: \(broken.kind.rawValue) at byte \(broken.offset)"))
    } catch {
      return .failure(.invalid("The request body is not valid JSON: \(error.description)"))
    }
  }
}
