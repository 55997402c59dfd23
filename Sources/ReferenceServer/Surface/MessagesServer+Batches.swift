import Contract
import Wire

extension MessagesServer {
  /// Answers the endpoints of batches; nil for every other.
  func answerBatches(_ endpoint: Endpoint, _ id: String, _ context: DefectContext) throws(APIError) -> ServerReply? {
    switch endpoint {
    case .batchCreate: return object(try create(context), context)
    case .batchList:
      let batches = state.with { $0.batches }
      let entries = batches.reversed().map { (id: $0.id, json: $0.json(base: base(context))) }
      return object(try ListPage(noun: "batch", entries: entries).byIDs(context.request.query), context)
    case .batch: return object(try changed(id) { $0.look() }.json(base: base(context)), context)
    case .batchCancel:
      let batch = try changed(id) { if !$0.isEnded { $0.isCanceled = true } }
      return object(batch.json(base: base(context)), context)
    case .batchResults:
      let batch = try changed(id) { _ in }
      guard batch.isEnded else { throw .invalid("the batch \(id) has no results before it has ended") }
      var lines = batch.results
      run(hooks.results, on: &lines, in: context)
      return ServerReply(
        status: 200, headers: [HeaderLine("content-type", "application/x-jsonl")],
        body: .whole(lines.flatMap { $0.bytes() + [0x0A] }))
    case .batchDelete:
      guard try changed(id, { _ in }).isEnded else {
        throw .invalid("the batch \(id) has not ended; cancel it before you delete it")
      }
      state.with { memory in memory.batches.removeAll { $0.id.sameBytes(as: id) } }
      return object(["id": .string(id), "type": "message_batch_deleted"], context)
    default: return nil
    }
  }

  private static let longestCustomID = 64

  private func create(_ context: DefectContext) throws(APIError) -> JSON {
    guard let body = (try? JSONParser.parse(try context.request.decodedBody()))?.root, body.object != nil else {
      throw .invalid("The request body is not valid JSON")
    }
    let requests = body["requests"]?.array ?? []
    if requests.isEmpty, !serves("batch.requests") {
      throw .invalid("requests", "List should have at least 1 item")
    }
    var seen = Set<String>()
    for (index, request) in requests.enumerated() {
      let path = "requests.\(index).custom_id"
      let name = request["custom_id"]?.string ?? ""
      guard (1...Self.longestCustomID).contains(name.utf8.count), name.utf8.allSatisfy(\.isNameByte) else {
        throw .invalid(path, "a text of 1 to \(Self.longestCustomID) letters, digits, '_' and '-' is required")
      }
      guard seen.insert(name).inserted || serves("batch.unique") else {
        throw .invalid(path, "'\(name)' is there twice; it has to be unique within the batch")
      }
    }
    let results = requests.enumerated().reversed().map { index, request -> JSON in
      ["custom_id": request["custom_id"] ?? .null, "result": result(of: request["params"] ?? .null, index, context)]
    }
    let batch = Batch(id: context.ids.make("msgbatch_"), createdAt: configuration.clock(), results: results)
    state.with { $0.keep(batch) }
    return batch.json(base: base(context))
  }

  /// Whether a defect leaves that rule out.
  private func serves(_ rule: String) -> Bool {
    let nothing = ValidationInput(body: [:], version: .a, countsOnly: false, configuration: configuration)
    return hooks.skips(rule, for: nothing)
  }

  /// What a request of a batch comes to: the reply to the same request by itself.
  private func result(of params: JSON, _ index: Int, _ context: DefectContext) -> JSON {
    var own = context
    own.request.path = configuration.pathPrefix + Endpoint.messages.path
    own.request.headers.removeAll { $0.isNamed("content-encoding") }
    var params = params
    params["stream"] = nil
    own.request.body = params.bytes()
    own.request.bodyLength = own.request.body.count
    own.route = .messages
    own.ids.seed &+= UInt64(index) &+ 1
    do throws(APIError) {
      let reply = try message(&own)
      return ["type": "succeeded", "message": reply.json ?? .null]
    } catch {
      return ["type": "errored", "error": error.envelope(requestID: context.requestID)]
    }
  }

  private func changed(_ id: String, _ change: (inout Batch) -> Void) throws(APIError) -> Batch {
    let found = state.with { memory -> Batch? in
      guard let index = memory.batches.firstIndex(where: { $0.id.sameBytes(as: id) }) else { return nil }
      change(&memory.batches[index])
      return memory.batches[index]
    }
    guard let found else { throw .notFound("no batch has the id '\(id)'") }
    return found
  }
}
