import Evidence
import Cases
import Evaluation

/// What became of a request whose client reacts to the words of a refusal.
struct Dialogue {
  /// The last answers: they decide.
  var readings: [ResponseReading]
  var refused: [ResponseReading] = []
  /// What the client did each time, in the words of its profile.
  var fallbacks: [String] = []
  var isRefusedAfterFallback = false
}

extension CaseReplay {
  /// Asks again as the client of the step would, as long as the refusal is worded so that it knows what to change.
  func askAgain(_ step: Step, key: ExchangeKey, bindings: Bindings, after readings: [ResponseReading]) async
    -> Dialogue
  {
    var retry = Dialogue(readings: readings)
    var step = step
    // What is particular comes first: words about a signature name thinking as well.
    var left = step.request.errorReactions.filter { $0.fallback != nil }.enumerated()
      .sorted { ($1.element.words.count, $0.offset) < ($0.element.words.count, $1.offset) }.map(\.element)
    var used: [ClientProfile.ErrorReaction] = []
    while let refusal = retry.readings.firstResult(advisor.refusal) {
      let (status, body) = (refusal.status, refusal.body)
      retry.isRefusedAfterFallback = used.contains { !$0.isAboutAnything && $0.speaks(status: status, body: body) }
      guard
        let (index, request) = left.indices.firstResult({ index in
          left[index].afterFallback(step.request, status: status, body: body).map { (index, $0) }
        })
      else { break }
      used.append(left.remove(at: index))
      retry.fallbacks.append(used[used.count - 1].reaction)
      retry.refused += retry.readings
      step.request = request
      retry.readings = await send(step, key.afterRefusals(used.count), bindings, nil)
    }
    return retry
  }
}

extension ExchangeKey {
  /// Names the answer to the request that the client sends after so many refusals.
  fileprivate func afterRefusals(_ number: Int) -> ExchangeKey {
    var key = self
    key.request = .afterRefusals(number)
    return key
  }
}
