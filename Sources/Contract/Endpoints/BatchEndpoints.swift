import Verdicts
import Wire

extension RequirementID {
  static let batchList: Self = "batch-list"
  static let batchObject: Self = "batch-object"
  static let batchStatus: Self = "batch-status"
  static let batchCounts: Self = "batch-counts"
  static let batchCountsTotal: Self = "batch-counts-total"
  static let batchResultsURL: Self = "batch-results-url"
  static let batchResultLines: Self = "batch-result-lines"
  static let batchResultMessage: Self = "batch-result-message"
  static let batchResultError: Self = "batch-result-error"
}

extension Endpoint {
  /// Batches of requests for messages, which a server answers when it gets to it.
  static let batches: [Endpoint] = [.batchResults, .batchCancel, .batchCreate, .batchList, .batch, .batchDelete]

  package static let batchCreate = batch("batch_create", "POST", "", BatchRules.judgeNewBatch)
  package static let batchList = batch("batches", "GET", "", BatchRules.judgeList)
  package static let batch = batch("batch", "GET", "/{id}", BatchRules.judgeBatch)
  package static let batchDelete = batch("batch_delete", "DELETE", "/{id}") { _, _ in }
  package static let batchCancel = batch("batch_cancel", "POST", "/{id}/cancel", BatchRules.judgeBatch)
  package static let batchResults = batch("batch_results", "GET", "/{id}/results", BatchRules.judgeResults)

  private static func batch(
    _ name: String, _ method: String, _ path: String,
    _ judge: @escaping @Sendable (inout BatchRules, Input) -> Void
  ) -> Endpoint {
    Endpoint(name, method: method, path: "/v1/messages/batches\(path)", capability: "batches") { reading, input in
      guard input.exchange.request.method == method, input.isSuccess else { return }
      var rules = BatchRules(response: input.response, url: input.exchange.request.url)
      judge(&rules, input)
      reading.findings += rules.collector.findings
    }
  }
}

struct BatchRules {
  let response: Response
  /// Of the request.
  let url: String
  var collector = FindingCollector()

  static let counts = ["processing", "succeeded", "errored", "canceled", "expired"]
  static let states = ["in_progress", "canceling", "ended"]
  static let results = ["succeeded", "errored", "canceled", "expired"]

  init(response: Response, url: String) {
    self.response = response
    self.url = url
  }

  static func judgeBatch(_ rules: inout BatchRules, _ input: Endpoint.Input) {
    guard let batch = input.answer else { return }
    rules.judge(batch, at: JSONPointer())
  }

  static func judgeNewBatch(_ rules: inout BatchRules, _ input: Endpoint.Input) {
    judgeBatch(&rules, input)
    guard let batch = input.answer, let sent = input.request?["requests"]?.array?.count,
      !rules.collector.isAnyViolated([.batchObject, .batchStatus, .batchCounts])
    else { return }
    let counts = batch["request_counts"] ?? .null
    let total = counts.counts.countSum
    rules.collector.require(
      total == sent, for: .batchCountsTotal, reason: "wrong-value",
      "the counts of a new batch do not add up to its requests", expected: String(sent), actual: Excerpt.of(counts),
      at: input.response.place(JSONPointer(["request_counts"])))
  }

  static func judgeList(_ rules: inout BatchRules, _ input: Endpoint.Input) {
    guard let body = input.answer else { return }
    let list = ListRules(requirement: .batchList, form: .ids, noun: "batches")
    guard let entries = list.entries(of: body, limit: input.limit, in: rules.response, &rules.collector) else { return }
    for (position, entry) in entries.enumerated() {
      rules.judge(entry, at: JSONPointer(["data", String(position)]))
    }
  }

  private mutating func judge(_ batch: JSON, at pointer: JSONPointer) {
    let isBatch = collector.judge(
      batch, of: "a batch",
      members: [
        .text("id"), .fixed("type", "message_batch"), .time("created_at"), .time("expires_at"),
        .timeOrNull("archived_at"), .timeOrNull("cancel_initiated_at"),
      ], for: .batchObject, at: pointer, in: response)
    guard isBatch else { return }
    judgeStatus(batch, at: pointer)
    judgeCounts(batch, at: pointer)
    judgeURL(batch, at: pointer)
  }

  private static func isEnded(_ batch: JSON) -> Bool { batch["processing_status"]?.string == "ended" }

  /// A client polls until the word is `ended`: another word keeps it waiting for ever.
  private mutating func judgeStatus(_ batch: JSON, at pointer: JSONPointer) {
    let status = batch["processing_status"]
    let isKnown = collector.require(
      status?.string.map(Self.states.contains) ?? false, for: .batchStatus,
      reason: status == nil ? "missing-field" : "wrong-value",
      "the processing_status of a batch is none that clients know",
      expected: Self.states.joined(separator: ", "), actual: Excerpt.of(status ?? batch),
      at: response.place(pointer.appending("processing_status")))
    guard isKnown else { return }
    let ended = batch["ended_at"] ?? .null
    collector.require(
      Self.isEnded(batch) ? ended.string?.isRFC3339 == true : ended.isNull, for: .batchStatus, reason: "inconsistent",
      "the status of a batch and the time at which it ended contradict each other",
      expected: Self.isEnded(batch) ? "an RFC 3339 time in ended_at" : "no ended_at before the end",
      actual: Excerpt.of(ended), at: response.place(pointer.appending("ended_at")))
  }

  private mutating func judgeCounts(_ batch: JSON, at pointer: JSONPointer) {
    let counts = batch["request_counts"] ?? .null
    let isSound = collector.judge(
      counts, of: "a batch's request_counts", members: Self.counts.map(MemberRule.count), for: .batchCounts,
      at: pointer.appending("request_counts"), in: response)
    guard isSound, !collector.isViolated(.batchStatus) else { return }
    let done = Self.results.compactMap { counts[$0]?.int }.countSum
    let processing = counts["processing"]?.int ?? 0
    collector.require(
      Self.isEnded(batch) ? processing == 0 : done == 0, for: .batchCounts, reason: "inconsistent",
      Self.isEnded(batch)
        ? "a batch has ended with requests in processing" : "a batch that goes on counts results already",
      expected: Self.isEnded(batch) ? "processing 0" : "zero for all but processing, until the batch has ended",
      actual: Excerpt.of(counts), at: response.place(pointer.appending("request_counts")))
  }

  /// The SDK asks the address for the results as it stands, with the key: it has to lead here.
  private mutating func judgeURL(_ batch: JSON, at pointer: JSONPointer) {
    guard !collector.isViolated(.batchStatus) else { return }
    let found = batch["results_url"] ?? .null
    let place = response.place(pointer.appending("results_url"))
    guard Self.isEnded(batch) else {
      collector.require(
        found.isNull, for: .batchResultsURL, reason: "inconsistent",
        "a batch that goes on has an address for its results", expected: "null until the batch has ended",
        actual: Excerpt.of(found), at: place)
      return
    }
    // The results of an old batch are thrown away at some time.
    if found.isNull, batch["archived_at"]?.string != nil { return }
    let base = url.firstRange(of: "/v1/messages/batches").map { String(url[..<$0.lowerBound]) } ?? ""
    let path = "/v1/messages/batches/\(batch["id"]?.string ?? "")/results"
    let leadsHere =
      found.string.map { found in
        found.sameBytes(as: path) || Self.oneLoopback(found).sameBytes(as: Self.oneLoopback(base + path))
      } ?? false
    collector.require(
      leadsHere, for: .batchResultsURL, reason: found.isNull ? "missing-field" : "elsewhere",
      found.isNull
        ? "a batch has ended and does not say where its results are"
        : "the address of the results does not lead to the server that was asked",
      expected: base + path, actual: Excerpt.of(found), at: place)
  }

  /// The address with one name for this machine, whichever of its names stands in it.
  private static func oneLoopback(_ url: String) -> String {
    for name in ["localhost", "[::1]"] {
      for scheme in ["http://", "https://"] where url.hasPrefix(scheme + name) {
        return scheme + "127.0.0.1" + url.dropFirst(scheme.count + name.count)
      }
    }
    return url
  }

  /// One JSON value a line, whatever the order.
  static func judgeResults(_ rules: inout BatchRules, _ input: Endpoint.Input) {
    guard !input.response.isCompressed, input.exchange.end == .complete else { return }
    rules.judgeLines()
  }

  private mutating func judgeLines() {
    var seen: Set<[UInt8]> = []
    for (number, line) in response.lines.enumerated() {
      let place = Place(byte: line.offset)
      let entry = (try? JSONParser.parse(line.bytes))?.root
      let id = entry?["custom_id"]?.string
      let type = entry?["result"]?["type"]?.string
      let isSound = collector.require(
        id?.isEmpty == false && type.map(Self.results.contains) ?? false, for: .batchResultLines,
        reason: entry == nil ? "not-json" : "wrong-value", "line \(number + 1) of the results is no result",
        expected: "{\"custom_id\":…,\"result\":{\"type\":\"succeeded\",…}}, type one of "
          + Self.results.joined(separator: ", "),
        actual: String(decoding: line.bytes.prefix(400), as: UTF8.self), at: place)
      guard isSound, let entry, let id else { continue }
      collector.require(
        seen.insert(Array(id.utf8)).inserted, for: .batchResultLines, reason: "repeated",
        "two results have the same custom_id", expected: "one result for each request", actual: id, at: place)
      judgeResult(entry["result"] ?? .null, type ?? "", at: place)
    }
  }

  private mutating func judgeResult(_ result: JSON, _ type: String, at place: Place) {
    switch type {
    case "succeeded":
      let message = result["message"] ?? .null
      let isMessage =
        message["type"]?.string == "message" && message["role"]?.string == "assistant"
        && message["content"]?.array != nil && message["usage"]?["output_tokens"]?.int != nil
        && message["stop_reason"]?.string != nil
      collector.require(
        isMessage, for: .batchResultMessage, reason: message.isNull ? "missing-field" : "wrong-value",
        "a result that succeeded has no whole Message", expected: "a Message with content, stop_reason and usage",
        actual: Excerpt.of(result), at: place)
    case "errored":
      let error = result["error"] ?? .null
      collector.require(
        error["type"]?.string == "error" && error["error"]?["type"]?.string?.isEmpty == false
          && error["error"]?["message"]?.string != nil,
        for: .batchResultError, reason: error.isNull ? "missing-field" : "wrong-value",
        "the error of a result is no error envelope",
        expected: "{\"type\":\"error\",\"error\":{\"type\":…,\"message\":…}}", actual: Excerpt.of(result), at: place)
    default: break
    }
  }
}

extension JSON {
  /// The numbers of a batch's `request_counts`.
  fileprivate var counts: [Int] { BatchRules.counts.compactMap { self[$0]?.int } }
}

extension Response {
  /// The lines of the body that have something in them, and where each begins.
  package var lines: [(offset: Int, bytes: [UInt8])] {
    var lines: [(offset: Int, bytes: [UInt8])] = []
    var start = 0
    for end in body.indices + [body.count] where end == body.count || body[end] == 0x0A {
      let line = Array(body[start..<end])
      if line.contains(where: { $0 > 0x20 }) { lines.append((start, line)) }
      start = end + 1
    }
    return lines
  }
}
