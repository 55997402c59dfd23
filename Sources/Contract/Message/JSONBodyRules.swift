import Verdicts
import Wire

extension RequirementID {
  static let respContentTypeJSON: Self = "resp-content-type-json"
  static let respJSONSingleObject: Self = "resp-json-single-object"
  static let respUTF8: Self = "resp-utf8"
  static let respStreamFalseExplicit: Self = "resp-stream-false-explicit"
}

/// Judges a reply to a request that asked for no stream: that its body is one JSON object, then the message in it.
/// The rules for its bytes stand in the order in which one violation explains another.
struct JSONBodyRules {
  let response: Response
  let request: JSON?
  var collector = FindingCollector()

  /// - Parameters:
  ///   - response: a response with status 2xx to `POST /v1/messages`. A compressed body is not looked into.
  ///   - request: the request's body, for what the reply must agree with.
  static func findings(_ response: Response, request: JSON?) -> [Finding] {
    guard !response.isCompressed else { return [] }
    var rules = JSONBodyRules(response, request: request)
    rules.judge()
    return rules.collector.findings
  }

  init(_ response: Response, request: JSON?) {
    self.response = response
    self.request = request
  }

  mutating func judge() {
    guard isNoStream(), isDeclaredAsJSON(), let document = document() else { return }
    judgeText(document)
    guard !isError(document.root) else { return }
    let rules = MessageRules(document.root, origin: .body(response.body), request: RequestFacts(request))
    // Broken characters do not fit what a schema asks for, either.
    let consequences: Set<RequirementID> = [
      .toolUseUnicodeArgs, .toolChoiceForcedSchemaValid, .toolChoiceStrictSchemaValid, .structuredJSONSchema,
    ]
    collector.absorb(rules.collector, except: collector.isViolated(.respUTF8) ? consequences : [])
    if !collector.isViolated(.respUTF8) { judgeCharacters(rules) }
  }

  private mutating func isNoStream() -> Bool {
    let declines = request?["stream"]?.bool == false
    if declines { collector.observe(.respStreamFalseExplicit) }
    guard response.mediaType == "text/event-stream" || looksLikeStream else { return true }
    collector.fail(
      declines ? .respStreamFalseExplicit : .respContentTypeJSON, reason: "event-stream",
      "a request without `stream: true` is answered with a stream", expected: "application/json",
      actual: response.mediaType ?? String(decoding: response.body.prefix(100), as: UTF8.self),
      at: Place(byte: 0))
    return false
  }

  private var looksLikeStream: Bool {
    response.body.starts(with: "event:".utf8) || response.body.starts(with: "data:".utf8)
  }

  /// Whatever else is wrong with a body of another media type follows from that.
  private mutating func isDeclaredAsJSON() -> Bool {
    let type = response.head.headers.first("content-type")
    let isJSON = collector.require(
      response.mediaType == "application/json", for: .respContentTypeJSON,
      reason: type == nil ? "missing-field" : "wrong-value", "a JSON reply has the wrong content-type",
      expected: "application/json", actual: type ?? "no content-type")
    return isJSON || response.body.first { $0 > 0x20 } == UInt8(ascii: "{")
  }

  private mutating func document() -> JSONDocument? {
    collector.observe(.respJSONSingleObject)
    do {
      let document = try JSONParser.parse(response.body)
      if document.root.object != nil { return document }
      collector.fail(
        .respJSONSingleObject, reason: "wrong-type", "the body is not a JSON object", expected: "one JSON object",
        actual: Excerpt.of(document.root), at: Place(byte: 0))
    } catch {
      let around = response.body.dropFirst(max(0, error.offset - 40)).prefix(100)
      collector.fail(
        .respJSONSingleObject, reason: "not-json", "the body is not one JSON object: \(error)",
        expected: "one JSON object",
        actual: String(decoding: around, as: UTF8.self), at: Place(byte: error.offset))
    }
    return nil
  }

  private mutating func judgeText(_ document: JSONDocument) {
    if response.body.contains(where: { $0 >= 0x80 }) { collector.observe(.respUTF8) }
    for problem in document.problems where problem.kind != .duplicateKey {
      collector.fail(
        .respUTF8, reason: problem.kind == .invalidUTF8 ? "invalid-utf8" : "lone-surrogate",
        problem.kind == .invalidUTF8
          ? "the body has bytes that are not UTF-8" : "half of a surrogate pair stands alone",
        expected: "whole characters", actual: Excerpt.bytes(response.body, at: problem.offset),
        at: Place(byte: problem.offset))
    }
  }

  /// A failure that calls itself a success is the only thing to say about such a reply.
  private mutating func isError(_ root: JSON) -> Bool {
    guard root.isError else { return false }
    collector.fail(
      .errNo200WithError, reason: "error-in-success", "an error is delivered under status \(response.status)",
      expected: "status 4xx or 5xx", actual: Excerpt.of(root), at: Place(byte: 0))
    return true
  }

  /// Characters that were lost between two tokens. The token limit may fall inside one.
  private mutating func judgeCharacters(_ rules: MessageRules) {
    guard !rules.request.mentions("\u{FFFD}") else { return }
    let wasCut = rules.stopReason == .maxTokens || rules.stopReason == .contextWindowExceeded
    for (block, text) in rules.texts where text.hasReplacementCharacter {
      if wasCut, !text.withoutTrailingReplacementCharacters.hasReplacementCharacter { continue }
      collector.fail(
        .respUTF8, reason: "replacement-character", "a character of the text was lost and replaced by U+FFFD",
        expected: "whole characters", actual: text, at: rules.origin.place(block.pointer))
    }
  }
}
