import Cases
import Wire

extension Plan {
  /// The plan for programs: every case with what becomes of it and the requests it makes. Requests with one id are
  /// sent once.
  public func json(renderer: RequestRenderer) -> JSON {
    [
      "format": "dropin-plan/1",
      "cases": .array(cases.map { $0.json(renderer: renderer) }),
      "requests": JSON(cost.requests), "generating": JSON(cost.generating),
      "maximum_output_tokens": JSON(cost.maximumOutputTokens),
    ]
  }
}

extension PlannedCase {
  fileprivate func json(renderer: RequestRenderer) -> JSON {
    var json: JSON = ["address": .string(subject.address)]
    switch decision {
    case .run: json["decision"] = "run"
    case .notApplicable(let why): (json["decision"], json["why"]) = ("not-applicable", .string(why))
    case .notRun(let why): (json["decision"], json["why"]) = ("not-run", .string(why))
    }
    if let control { json["control"] = .string(control) }
    json["requests"] = .array(
      subject.steps.map { step in
        let shared = ShareKey(step, renderer: renderer, trials: subject.trials).map {
          String(SHA256.hexDigest(Array($0.text.utf8)).prefix(16))
        }
        return [
          "id": .string(shared ?? "\(subject.address)/\(step.id)"), "step": .string(step.id),
          "times": JSON(subject.trials.run * step.parallel), "generates": .bool(step.generatedTokens != nil),
          "max_tokens": JSON(step.generatedTokens ?? 0),
        ]
      })
    return json
  }
}
