import Contract
import Wire

extension Defect {
  private static let sdk = "sdk: resources/messages/batches.py"

  /// Batches: what they are, how they go on, their results.
  static let batches: [Defect] = batchObjects + batchResults + batchRefusals

  private static let batchObjects: [Defect] = [
    refusing(
      .batchList, name: "batch-list-500", breaks: "batch-list", "Crashes when asked for its batches.",
      source: "BerriAI/litellm#37201", with: 500, saying: "no batch store"),
    onObject(
      .batchList, name: "batch-list-openai", breaks: "batch-list", "Lists batches without the ids of the page's ends.",
      source: "sdk: pagination.py"
    ) { list in
      for key in ["first_id", "last_id"] { list.remove(key) }
    },
    refusing(
      .batchCreate, name: "batch-create-403", breaks: "batch-create", "Lists batches and takes none.",
      source: sdk, with: 403, saying: "batches cannot be created here"),
    onObject(
      .batchCreate, .batch, .batchCancel, name: "batch-type-openai", breaks: "batch-object",
      "Gives a batch in the words of another API.", source: "sdk: types/messages/message_batch.py"
    ) {
      $0["object"] = "batch"
      $0.remove("type")
    },
    onObject(
      .batchCreate, .batch, name: "batch-created-number", breaks: "batch-object",
      "Gives the creation of a batch in seconds.", source: "sdk: types/messages/message_batch.py"
    ) { $0["created_at"] = 1_735_689_600 },
    onObject(
      .batch, name: "batch-status-completed", breaks: "batch-status", "Calls a batch that has ended completed.",
      source: "sdk: types/messages/message_batch.py"
    ) { if $0["processing_status"]?.says("ended") == true { $0["processing_status"] = "completed" } },
    onObject(
      .batch, name: "batch-ended-without-time", breaks: "batch-status", "Does not say when a batch has ended.",
      source: "sdk: types/messages/message_batch.py"
    ) { $0["ended_at"] = .null },
    onObject(
      .batchCreate, .batch, name: "batch-counts-missing", breaks: "batch-counts",
      "Leaves out the counts that are zero.", source: "sdk: types/messages/message_batch_request_counts.py"
    ) { batch in
      batch.edit("request_counts") { counts in
        for key in ["errored", "canceled", "expired"] where counts[key]?.int == 0 { counts.remove(key) }
      }
    },
    onObject(
      .batch, name: "batch-counts-stale", breaks: "batch-counts", "Counts requests as in processing for ever.",
      source: "sdk: types/messages/message_batch_request_counts.py"
    ) { batch in
      batch.edit("request_counts") { counts in
        counts["processing"] = counts["succeeded"]
        counts["succeeded"] = 0
      }
    },
    onObject(
      .batchCreate, name: "batch-counts-one", breaks: "batch-counts-total", "Counts a new batch as one request.",
      source: "sdk: types/messages/message_batch.py"
    ) { $0.edit("request_counts") { $0["processing"] = 1 } },
    onObject(
      .batch, name: "batch-counts-total", breaks: "batch-counts-total", "Counts one request of a batch twice.",
      source: "sdk: types/messages/message_batch.py"
    ) { batch in
      batch.edit("request_counts") { counts in
        if let count = counts["succeeded"]?.int, count > 0 { counts["succeeded"] = JSON(count &+ 1) }
      }
    },
    onObject(
      .batch, name: "batch-results-url-elsewhere", breaks: "batch-results-url",
      "Sends clients to another server for the results.", source: "stdapi-ai/stdapi.ai#161"
    ) { batch in
      if let id = batch["id"]?.string, !(batch["results_url"] ?? .null).isNull {
        batch["results_url"] = .string("https://api.example.com/v1/messages/batches/\(id)/results")
      }
    },
    onObject(
      .batch, name: "batch-results-url-missing", breaks: "batch-results-url",
      "Does not say where the results are.", source: sdk
    ) { $0["results_url"] = .null },
    Defect(
      "batch-late", breaks: "batch-retrieve", "Does not find a batch on the first look.",
      source: "anthropics/anthropic-sdk-python#1432"
    ) {
      $0.refuseWire(404, "no such batch") { context in
        guard case .endpoint(.batch, let id?) = context.route else { return false }
        return context.state.with { memory in memory.batches.contains { $0.id.sameBytes(as: id) && $0.looks == 0 } }
          && context.state.with { memory in
            defer { memory.notes["late \(id)"] = true }
            return memory.notes["late \(id)"] == nil
          }
      }
    },
    onObject(
      .batch, name: "batch-other-id", breaks: "batch-retrieve", "Gives a batch another id each time.", source: sdk
    ) { $0["id"] = "msgbatch_other" },
    refusing(
      .batchCancel, name: "batch-cancel-404", breaks: "batch-cancel", "Cannot cancel a batch.", source: sdk,
      with: 404, saying: "not found"),
    onObject(
      .batchCancel, name: "batch-cancel-silent", breaks: "batch-cancel", "Does not say that a batch is canceled.",
      source: sdk
    ) {
      $0["processing_status"] = "in_progress"
      $0["cancel_initiated_at"] = .null
    },
    onObject(
      .batch, name: "batch-cancel-errored", breaks: "batch-cancel-counts", "Counts canceled requests as errors.",
      source: "docs: api/batches"
    ) { batch in
      batch.edit("request_counts") { counts in
        counts["errored"] = counts["canceled"]
        counts["canceled"] = 0
      }
    },
    refusing(
      .batchDelete, name: "batch-delete-405", breaks: "batch-delete", "Cannot delete a batch.", source: sdk,
      with: 405, saying: "method not allowed"),
    answering(
      .batchDelete, name: "batch-delete-forgotten", breaks: "batch-delete",
      "Says that a batch is deleted and keeps it.",
      source: sdk, with: ["id": "msgbatch_any", "type": "message_batch_deleted"]),
    ignoring(
      "after_id", of: .batchList, name: "batch-after-id-ignored", breaks: "batch-pages",
      "Shows the first page of batches again and again.", source: "sdk: pagination.py"),
    ignoring(
      "before_id", of: .batchList, name: "batch-before-id-ignored", breaks: "batch-pages-back",
      "Does not page backwards.", source: "sdk: types/messages/batch_list_params.py"),
    ignoring(
      "limit", of: .batchList, name: "batch-limit-ignored", breaks: "batch-list", "Ignores the limit of a page.",
      source: "sdk: types/messages/batch_list_params.py"),
  ]

  private static let batchResults: [Defect] = [
    Defect(
      "batch-results-array", breaks: "batch-result-lines", "Gives all results in one JSON array.",
      source: "sdk: _decoders/jsonl.py"
    ) {
      $0.reply.append { reply, context in
        guard case .endpoint(.batchResults, _) = context.route, reply.status == 200 else { return }
        let lines = reply.bodyBytes.split(separator: 0x0A).compactMap { try? JSONParser.parse(Array($0)).root }
        reply.body = .whole(JSON.array(lines).bytes())
      }
    },
    onResults(
      "batch-result-type-completed", breaks: "batch-result-lines", "Calls a result that succeeded completed.",
      source: "sdk: types/messages/message_batch_result.py"
    ) { $0["type"] = "completed" },
    onResults(
      "batch-result-text-only", breaks: "batch-result-message", "Gives the text of a result and no Message.",
      source: "sdk: types/messages/message_batch_succeeded_result.py"
    ) { result in
      if let text = result["message"]?["content"]?[0]?["text"] { result["message"] = text }
    },
    onResults(
      "batch-result-error-bare", breaks: "batch-result-error", "Gives the error of a result without its envelope.",
      source: "sdk: types/messages/message_batch_errored_result.py"
    ) { result in
      if let error = result["error"]?["error"] { result["error"] = error }
    },
    Defect(
      "batch-result-lost", breaks: "batch-results", "Loses the result of the last request of a batch.",
      source: "docs: api/batches"
    ) { $0.results.append { lines, _ in if lines.count > 1 { lines.removeFirst() } } },
    Defect(
      "batch-results-ids-swapped", breaks: "batch-results", "Numbers results instead of naming their requests.",
      source: "docs: api/batches"
    ) {
      $0.results.append { lines, _ in
        for index in lines.indices { lines[index]["custom_id"] = .string("request-\(index)") }
      }
    },
    Defect(
      "batch-invalid-fails-all", breaks: "batch-request-invalid",
      "Lets one invalid request of a batch fail the others.",
      source: "docs: api/batches"
    ) {
      $0.results.append { lines, _ in
        guard let error = lines.first(where: { $0["result"]?["type"]?.says("errored") == true })?["result"] else {
          return
        }
        for index in lines.indices { lines[index]["result"] = error }
      }
    },
    Defect(
      "batch-results-early", breaks: "batch-results-early", "Gives no results under status 200 before the end.",
      source: sdk
    ) {
      $0.reply.append { reply, context in
        guard case .endpoint(.batchResults, _) = context.route, reply.status == 400 else { return }
        reply.status = 200
        reply.body = .whole([])
        reply.set("content-type", "application/x-jsonl")
      }
    },
  ]

  private static func onResults(
    _ name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.results.append { lines, _ in
        for index in lines.indices { lines[index].edit("result", edit) }
      }
    }
  }

  private static let batchRefusals: [Defect] = [
    unknownCrashes(
      "batch-unknown-500", breaks: "batch-unknown", "Crashes when asked for a batch that is not there.",
      source: "BerriAI/litellm#37201", of: [.batch, .batchCancel, .batchResults]),
    Defect(
      "batch-empty-served", breaks: "batch-empty", "Takes a batch without requests.",
      source: "sdk: types/messages/batch_create_params.py"
    ) { $0.accept("batch.requests") },
    Defect(
      "batch-custom-id-twice", breaks: "batch-custom-id-unique", "Takes two requests with the same custom_id.",
      source: "sdk: types/messages/message_batch_individual_response.py"
    ) { $0.accept("batch.unique") },
  ]
}
