import Cases

/// The combined requests of a plan that are worth sending: they stand for two steps or more, or are sent anyway.
struct CombinedRequests: Sendable {
  private let renderer: RequestRenderer
  /// How many steps name each.
  private let members: [ShareKey: Int]
  /// What is sent whatever becomes of combined requests.
  private let certain: Set<ShareKey>

  init(_ cases: [PlannedCase], renderer: RequestRenderer) {
    var members: [ShareKey: Int] = [:]
    var certain = Set<ShareKey>()
    for planned in cases where planned.decision == .run {
      for step in planned.subject.steps {
        if let key = step.asCombined.flatMap({ ShareKey($0, renderer: renderer) }) {
          members[key, default: 0] += 1
        } else if let key = ShareKey(step, renderer: renderer, trials: planned.subject.trials) {
          certain.insert(key)
        }
      }
    }
    self.members = members
    self.certain = certain
    self.renderer = renderer
  }

  /// The combined request to send before this step's own, and its key; nil when it would save nothing, for nobody
  /// else names it, or the step's own request is sent for another case in any event.
  func combined(of step: Step) -> (step: Step, key: ShareKey)? {
    guard let combined = step.asCombined, let key = ShareKey(combined, renderer: renderer),
      members[key, default: 0] > 1 || certain.contains(key),
      !(ShareKey(step, renderer: renderer).map(certain.contains) ?? false)
    else { return nil }
    return (combined, key)
  }
}

extension Step {
  /// The same claims about the combined request.
  var asCombined: Step? {
    guard let combined else { return nil }
    var copy = self
    copy.request = combined
    copy.combined = nil
    return copy
  }
}

extension ExchangeKey {
  /// Names the answer to the combined request of the same step.
  var ofCombined: ExchangeKey {
    var key = self
    key.request = .combined
    return key
  }
}
