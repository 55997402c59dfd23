import Verdicts
import Wire

/// A page of a list, in either of the two forms that the API has: with the ids of its ends, or with a word for the next
/// page.
struct ListRules {
  enum Form {
    /// `has_more`, `first_id` and `last_id`.
    case ids
    /// `next_page`; older versions of the same endpoints have `has_more` instead.
    case cursor
  }

  let requirement: RequirementID
  let form: Form
  /// What the list has, in the plural.
  let noun: String

  /// The entries of a sound page; nil, and reported, for everything else.
  func entries(of body: JSON, limit: Int?, in response: Response, _ collector: inout FindingCollector) -> [JSON]? {
    let isList = collector.require(
      body["data"]?.array != nil, for: requirement, reason: body.array != nil ? "wrong-type" : "missing-field",
      "a list of \(noun) is not an object with a `data` array", expected: "{\"data\":[…]}", actual: Excerpt.of(body))
    guard isList, let entries = body["data"]?.array else { return nil }
    if let limit {
      collector.require(
        entries.count <= limit, for: requirement, reason: "exceeded", "a page has more \(noun) than `limit`",
        expected: "at most \(limit)", actual: String(entries.count), at: response.place(JSONPointer(["data"])))
    }
    judgeMore(body, in: response, &collector)
    if form == .ids { judgeEnds(body, entries, in: response, &collector) }
    return entries
  }

  /// What makes clients ask for another page.
  private func judgeMore(_ body: JSON, in response: Response, _ collector: inout FindingCollector) {
    let more = body["has_more"]
    if form == .cursor, let next = body["next_page"] {
      collector.require(
        next.isNull || next.string?.isEmpty == false, for: requirement, reason: "wrong-type",
        "the word for the next page of \(noun) is malformed", expected: "a non-empty string or null",
        actual: Excerpt.of(next), at: response.place(JSONPointer(["next_page"])))
      return
    }
    collector.require(
      more?.bool != nil, for: requirement, reason: more == nil ? "missing-field" : "wrong-type",
      "a list does not say whether there are more \(noun)",
      expected: form == .ids ? "a boolean has_more" : "next_page, or a boolean has_more",
      actual: Excerpt.of(more ?? body), at: response.place(JSONPointer(["has_more"])))
  }

  private func judgeEnds(
    _ body: JSON, _ entries: [JSON], in response: Response, _ collector: inout FindingCollector
  ) {
    for (key, entry) in [("first_id", entries.first), ("last_id", entries.last)] {
      let expected = entry?["id"] ?? .null
      let found = body[key] ?? .null
      collector.require(
        found == expected, for: requirement, reason: body[key] == nil ? "missing-field" : "wrong-value",
        "\(key) is not the id of that entry of the list", expected: Excerpt.of(expected), actual: Excerpt.of(body[key]),
        at: response.place(JSONPointer([key])))
    }
  }
}

extension Endpoint.Input {
  /// The page size that the request names.
  var limit: Int? { ModelsRules.queryValue("limit", of: exchange.request.url).flatMap { Int($0) } }

  /// The JSON of a success that is no error in disguise: what the rules of an object judge.
  var answer: JSON? {
    guard isSuccess, !response.isCompressed, let root = (try? JSONParser.parse(response.body))?.root, !root.isError
    else { return nil }
    return root
  }
}
