import Hummingbird

/// A server of the Messages API with one sentence to say, and one error: it leaves `stop_reason` at null, as some
/// servers do that translate from another API.
///
/// - Parameter isFixed: whether that error is gone.
public func messagesRouter(isFixed: Bool) -> Router<BasicRequestContext> {
  let router = Router()
  router.post("/v1/messages") { request, context in
    let question = try await request.decode(as: Question.self, context: context)
    let reply = Reply(model: question.model, stopReason: isFixed ? "end_turn" : nil)
    return EditedResponse(headers: [.init("request-id")!: "req_\(context.id)"], response: reply)
  }
  return router
}

/// The members of a request that this server looks at.
struct Question: Decodable {
  var model: String
  var max_tokens: Int
}

/// A message.
struct Reply: ResponseEncodable {
  struct Text: Encodable {
    var type = "text"
    var text = "Hello."
  }
  struct Usage: Encodable {
    var input_tokens = 9
    var output_tokens = 2
  }
  var model: String
  var stopReason: String?

  private enum Keys: String, CodingKey {
    case id, type, role, model, content, usage
    case stopReason = "stop_reason"
    case stopSequence = "stop_sequence"
  }

  func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: Keys.self)
    try members.encode("msg_\(UInt64.random(in: .min ... .max))", forKey: .id)
    try members.encode("message", forKey: .type)
    try members.encode("assistant", forKey: .role)
    try members.encode(model, forKey: .model)
    try members.encode([Text()], forKey: .content)
    try members.encode(Usage(), forKey: .usage)
    try members.encode(stopReason, forKey: .stopReason)
    try members.encodeNil(forKey: .stopSequence)
  }
}
