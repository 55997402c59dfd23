import Cases
import Wire

/// How much the requests of a plan make a model read, when every answer is as expected. A token is
/// taken for four bytes; what stands in base64 and blanks behind blanks are no text.
package struct PlanPrompts: Sendable, Equatable {
  package private(set) var bytes = 0
  /// Requests that are far too long on purpose; most servers refuse them before a model reads them, so they count nothing.
  package private(set) var oversized = 0

  /// Bytes above which a prompt is there to be refused.
  static let longest = 300_000

  package var tokens: Int { bytes / 4 }

  package init(_ plan: Plan, renderer: RequestRenderer) {
    let combinedRequests = CombinedRequests(plan.cases, renderer: renderer)
    var seen = Set<ShareKey>()
    for planned in plan.cases where planned.decision == .run {
      for own in planned.subject.steps {
        let combined = combinedRequests.combined(of: own)
        let step = combined?.step ?? own
        let key = combined?.key ?? ShareKey(own, renderer: renderer, trials: planned.subject.trials)
        if let key, !seen.insert(key).inserted { continue }
        guard let size = Self.size(of: step, renderer: renderer) else { continue }
        if size > Self.longest {
          oversized += 1
          continue
        }
        bytes = bytes.plus(planned.subject.trials.pass.times(step.parallel).times(size))
      }
    }
  }

  /// Bytes of text that a model has to read; nil for a request that no model is asked with.
  static func size(of step: Step, renderer: RequestRenderer) -> Int? {
    guard step.generatedTokens != nil, case .json(let template) = step.request.body else { return nil }
    // What an earlier step provides is short; its name stands for it.
    return size(of: (try? renderer.render(step.request, Bindings(["model": "model"])).json) ?? template)
  }

  static func size(of json: JSON) -> Int {
    if let object = json.object {
      return object.members.reduce(2) { sum, member in
        // Pictures and documents cost what the model makes of them, not their bytes.
        member.key == "data" ? sum : sum.plus(member.key.utf8.count + 4).plus(size(of: member.value))
      }
    }
    if let array = json.array { return array.reduce(2) { $0.plus(size(of: $1) + 1) } }
    guard let text = json.string else { return 4 }
    var isBlank = false
    return text.utf8.reduce(2) { sum, byte in
      let wasBlank = isBlank
      isBlank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
      return isBlank && wasBlank ? sum : sum + 1
    }
  }
}
