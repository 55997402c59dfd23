import Verdicts
import Wire

extension RequirementID {
  static let countBasic: Self = "count-basic"
  static let countAbsent404: Self = "count-absent-404"
  static let countOwnFields: Self = "count-own-fields"
}

extension Endpoint {
  /// How many tokens a request would have.
  package static let countTokens = Endpoint(
    "count_tokens", method: "POST", path: "/v1/messages/count_tokens", capability: "count_tokens"
  ) { reading, input in
    reading.findings += findings(ofCounting: input.response)
  }

  /// Judges the answer to a sound `POST /v1/messages/count_tokens`.
  ///
  /// An endpoint that is not there says so by its status; the envelope belongs to `ErrorRules`.
  private static func findings(ofCounting response: Response) -> [Finding] {
    guard !response.isCompressed else { return [] }
    var collector = FindingCollector()
    let body = (try? JSONParser.parse(response.body))?.root
    switch response.status {
    case 200..<300:
      // An answer that does not even try to be a count comes from a server that does not count.
      guard let body, body.object != nil, !body.isError else {
        collector.fail(
          .countAbsent404, reason: "success-without-count", "the 200 response has no `input_tokens`",
          expected: "{\"input_tokens\":…}, or status 404",
          actual: String(decoding: response.body.prefix(400), as: UTF8.self), at: Place(byte: 0))
        return collector.findings
      }
      let count = body["input_tokens"]?.int
      collector.require(
        count.map { $0 > 0 } ?? false, for: .countBasic,
        reason: body["input_tokens"] == nil ? "missing-field" : count == nil ? "wrong-type" : "wrong-value",
        "`input_tokens` is not a positive integer", expected: "an integer, 1 or more",
        actual: Excerpt.of(body),
        at: Place(
          byte: JSONParser.locate(JSONPointer(["input_tokens"]), in: response.body)?.lowerBound,
          pointer: JSONPointer(["input_tokens"])))
      guard !collector.isViolated(.countBasic) else { return collector.findings }
      collector.observe(.countOwnFields)
      for key in body.object?.keys ?? [] where !["input_tokens", "context_management"].contains(key) {
        collector.fail(
          .countOwnFields, reason: "foreign-field", "the count has a member that the API does not know",
          expected: "input_tokens", actual: key,
          at: Place(
            byte: JSONParser.locate(JSONPointer([key]), in: response.body)?.lowerBound, pointer: JSONPointer([key])))
      }
    case 404:
      if body?["type"]?.string == "error" { collector.observe(.countAbsent404) }
    // What the gateway protocol writes; without the hint clients ask again.
    case 501 where response.head.headers.first("x-should-retry") == "false":
      if body?["type"]?.string == "error" { collector.observe(.countAbsent404) }
    case 405, 501:
      collector.fail(
        .countAbsent404, reason: "wrong-status", "a server that cannot count tokens answers with the wrong status",
        expected: "404, or 501 with x-should-retry: false", actual: String(response.status))
    default: break
    }
    return collector.findings
  }
}
