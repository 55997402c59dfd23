import Cases
import Contract
import Verdicts
import Wire

/// Looks for an ordered subsequence of events. What lies between is the grammar's affair.
struct EventPatternEvaluator {
  let matching: Matching

  func judge(_ patterns: [EventPattern], in stream: StreamReading?) -> Violation? {
    guard let stream else {
      return Violation(
        reason: .noStream, detail: .noStream, expected: "an event stream", actual: "another media type")
    }
    var position = 0
    var forbidden: [EventPattern] = []
    for pattern in patterns {
      if pattern.quantity == .none {
        forbidden.append(pattern)
        continue
      }
      let found = stream.events[position...].firstIndex { fits(pattern, $0) }
      if let bad = stream.events[position..<(found ?? stream.events.count)].first(where: { event in
        forbidden.contains { fits($0, event) }
      }) {
        return unwanted(bad)
      }
      forbidden = []
      guard let found else {
        if pattern.quantity == .maybe { continue }
        return Violation(
          reason: .eventMissing, detail: .eventMissing(name: pattern.name), expected: words(pattern),
          actual: (stream.events[position...].map { $0.name ?? "(unnamed)" }.joined(separator: ", ")).shortened,
          at: Place(event: position == 0 ? nil : position - 1))
      }
      position = found + 1
      while pattern.quantity == .many, position < stream.events.count, fits(pattern, stream.events[position]) {
        position += 1
      }
    }
    let rest = stream.events[position...].first { event in forbidden.contains { fits($0, event) } }
    return rest.map(unwanted)
  }

  private func fits(_ pattern: EventPattern, _ event: StreamEvent) -> Bool {
    guard event.name?.sameBytes(as: pattern.name) ?? false else { return false }
    guard let matcher = pattern.matcher else { return true }
    return matching.mismatch(matcher, event.json) == nil
  }

  private func unwanted(_ event: StreamEvent) -> Violation {
    Violation(
      reason: .eventUnwanted, detail: .eventUnwanted, expected: "no such event here",
      actual: (event.json?.text() ?? event.name ?? "").shortened,
      at: Place(event: event.index, byte: event.range.lowerBound, elapsed: event.elapsed))
  }

  private func words(_ pattern: EventPattern) -> String {
    guard let matcher = pattern.matcher else { return pattern.name }
    return ("\(pattern.name) with \(matching.describe(matcher))").shortened
  }
}
