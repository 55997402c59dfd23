import Verdicts
import Wire

extension RequirementID {
  static let errContentTypeJSON: Self = "err-content-type-json"
  static let errNo422: Self = "err-no-422"
  static let errNo5xxOnClientFault: Self = "err-no-5xx-on-client-fault"
  static let errNo200WithError: Self = "err-no-200-with-error"
  static let errNoHTML: Self = "err-no-html"
}

/// What a case knows about a request that was meant to be refused.
package struct InvalidRequest: Sendable, Equatable {
  /// The invalid field, e.g. `max_tokens`; nil when the message need not name one.
  package var field: String?
  /// Whether a server may as well serve it: then only an error in disguise is wrong.
  package var mayBeServed: Bool

  package init(field: String? = nil, mayBeServed: Bool = false) {
    self.field = field
    self.mayBeServed = mayBeServed
  }
}

/// Judges an error: its envelope, its type against its status, its headers.
struct ErrorRules {
  let response: Response
  let request: JSON?
  let invalidRequest: InvalidRequest?
  let isWhole: Bool
  var collector = FindingCollector()

  /// - Parameters:
  ///   - response: a response with status 400 or above; with a `invalidRequest`, of any status. The body of an
  ///     answer to `HEAD` must not be judged.
  ///   - request: the request's body.
  ///   - invalidRequest: what was wrong with the request, when that is known.
  ///   - isWhole: whether all of the response has arrived.
  static func findings(
    _ response: Response, request: JSON?, invalidRequest: InvalidRequest?, isWhole: Bool = true
  ) -> [Finding] {
    var rules = ErrorRules(response: response, request: request, invalidRequest: invalidRequest, isWhole: isWhole)
    rules.judge()
    return rules.collector.findings
  }

  init(response: Response, request: JSON?, invalidRequest: InvalidRequest?, isWhole: Bool = true) {
    self.isWhole = isWhole
    self.response = response
    self.request = request
    self.invalidRequest = invalidRequest
  }

  mutating func judge() {
    judgeStatus()
    guard response.status >= 400 else { return }
    judgeHeaders()
    guard !response.isCompressed, let body = body() else { return }
    judgeEnvelope(body)
    judgeTrace(body)
    judgeRecoveryWords(body)
  }

  private mutating func judgeStatus() {
    let status = response.status
    if status >= 400, status < 500, request?["stream"]?.bool == true,
      response.mediaType != "text/event-stream"
    {
      collector.observe(.ssePreErrorHTTPStatus)
    }
    guard let invalidRequest else { return }
    guard !invalidRequest.mayBeServed else {
      if status < 400 { judgeSuccess() }
      return
    }
    collector.require(
      status < 500, for: .errNo5xxOnClientFault, reason: "server-error",
      "an invalid request is answered with a server error",
      expected: "status 400", actual: String(status))
    if status == 400 || status == 422 {
      collector.require(
        status == 400, for: .errNo422, reason: "status-422", "an invalid request is rejected with status 422",
        expected: "status 400", actual: "422")
    }
    if status >= 400 { collector.observe(.errNo200WithError) } else { judgeSuccess() }
  }

  /// A success may be no more than an error in disguise. That a faulty request was served as if it were
  /// sound is for its case to say.
  private mutating func judgeSuccess() {
    guard !response.isCompressed else { return }
    if response.mediaType == "text/event-stream" {
      let events = StreamFraming(response, isCut: false).events
      guard !events.contains(where: { $0.kind == .contentBlockStart }),
        let error = events.first(where: { $0.kind == .error })
      else { return }
      collector.fail(
        .ssePreErrorHTTPStatus, reason: "error-in-stream",
        "an invalid request is answered with a stream that holds an error",
        expected: "HTTP status 4xx with a JSON envelope", actual: error.data ?? "", at: error.place())
    } else if let root = try? JSONParser.parse(response.body).root, root.isError {
      collector.fail(
        .errNo200WithError, reason: "error-in-success", "an error is delivered under status \(response.status)",
        expected: "status 4xx", actual: Excerpt.of(root), answer: ErrorAnswer(status: response.status, body: root),
        at: Place(byte: 0))
    } else if isWhole, holdsNothing {
      collector.fail(
        .errNo200WithError, reason: "no-message",
        "status \(response.status) comes with neither a Message nor an error", expected: "status 4xx",
        actual: String(decoding: response.body.prefix(400), as: UTF8.self), at: Place(byte: 0))
    }
  }

  /// Whether the body is a page, or nothing at all.
  private var holdsNothing: Bool {
    if response.body.starts(with: "event:".utf8) || response.body.starts(with: "data:".utf8) { return false }
    guard let root = try? JSONParser.parse(response.body).root, root.object != nil else { return true }
    return ["content", "type", "choices", "id", "input_tokens", "data"].allSatisfy { root[$0] == nil }
  }

  /// The body as JSON; nil, and reported, when it is something else.
  private mutating func body() -> JSON? {
    let document = try? JSONParser.parse(response.body)
    // The page of a crash over an invalid request is part of the crash, which is charged by itself.
    if document == nil, invalidRequest != nil, response.status >= 500 { return nil }
    let isJSON = collector.require(
      document != nil, for: .errNoHTML, reason: response.body.isEmpty ? "empty" : looksLikeHTML ? "html" : "not-json",
      response.body.isEmpty ? "an error has no body" : "the body of an error is not JSON",
      expected: "a JSON error envelope", actual: String(decoding: response.body.prefix(400), as: UTF8.self),
      at: Place(byte: 0))
    guard isJSON, let root = document?.root else { return nil }
    let type = response.head.headers.first("content-type")
    collector.require(
      response.mediaType == "application/json", for: .errContentTypeJSON,
      reason: type == nil ? "missing-field" : "wrong-value",
      "a JSON error has the wrong content-type", expected: "application/json",
      actual: type ?? "no content-type")
    return root
  }

  private var looksLikeHTML: Bool {
    response.mediaType == "text/html" || response.body.first { $0 > 0x20 } == UInt8(ascii: "<")
  }

  func place(_ tokens: String...) -> Place {
    let pointer = JSONPointer(tokens)
    return Place(byte: JSONParser.locate(pointer, in: response.body)?.lowerBound, pointer: pointer)
  }
}

extension JSON {
  /// Whether a body is an error, whatever its envelope, and no message.
  var isError: Bool {
    if self["type"]?.string == "error" { return true }
    guard let error = self["error"], !error.isNull else { return false }
    return self["content"] == nil
  }
}
