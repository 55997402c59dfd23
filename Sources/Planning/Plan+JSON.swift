import Cases
import Verdicts
import Wire

extension Plan {
  /// The plan for programs: every case with what becomes of it and the requests it makes. Requests with one id are
  /// sent once. A request with a `joint` one is sent only where the joint answer does not serve, and the sums are
  /// those of a run in which it does; `at_most` has those of one in which it never does.
  package func json(renderer: RequestRenderer) -> JSON {
    let combinedRequests = CombinedRequests(cases, renderer: renderer)
    var json: JSON = [
      "format": "dropin-plan/1", "cases": .array(cases.map { $0.json(renderer: renderer, combinedRequests) }),
    ]
    for member in cost.expected.members { json[member.key] = member.value }
    json["at_most"] = .object(JSONObject(cost.atMost.members))
    return json
  }
}

extension PlanCost.Amount {
  fileprivate var members: [JSONObject.Member] {
    [
      .init(key: "requests", value: JSON(requests)), .init(key: "generating", value: JSON(generating)),
      .init(key: "maximum_output_tokens", value: JSON(outputTokens)),
    ]
  }
}

extension ShareKey {
  fileprivate var id: String { String(SHA256.hexDigest(Array(text.utf8)).prefix(16)) }
}

extension PlannedCase {
  fileprivate func json(renderer: RequestRenderer, _ combinedRequests: CombinedRequests) -> JSON {
    var json: JSON = ["address": .string(subject.address)]
    switch decision {
    case .run: json["decision"] = "run"
    case .notApplicable(let why): (json["decision"], json["why"]) = ("not-applicable", .string(Wording.message(why)))
    case .notRun(let why): (json["decision"], json["why"]) = ("not-run", .string(Wording.message(why)))
    }
    if let control { json["control"] = .string(control) }
    json["requests"] = .array(
      subject.steps.map { step in
        let shared = ShareKey(step, renderer: renderer, trials: subject.trials)?.id
        var json: JSON = [
          "id": .string(shared ?? "\(subject.address)/\(step.id)"), "step": .string(step.id),
          "times": JSON(subject.trials.run.times(step.parallel)), "generates": .bool(step.generatedTokens != nil),
          "max_tokens": JSON(step.generatedTokens ?? 0),
        ]
        if let combined = combinedRequests.combined(of: step) {
          json["combined"] = [
            "id": .string(combined.key.id), "generates": .bool(combined.step.generatedTokens != nil),
            "max_tokens": JSON(combined.step.generatedTokens ?? 0),
          ]
        }
        return json
      })
    return json
  }
}
