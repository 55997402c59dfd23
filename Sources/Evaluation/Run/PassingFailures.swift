/// Requests that failed and were answered when they were sent again: one finding about the server, and none about what
/// they were sent for.
struct PassingFailures {
  private var exchanges: [String] = []
  private var counts: [String: Int] = [:]

  mutating func note(_ reading: ResponseReading) {
    guard !reading.earlier.isEmpty, reading.passingFailure == nil, !reading.isOverloaded else { return }
    for earlier in reading.earlier {
      guard let failure = earlier.passingFailure ?? earlier.status.map({ "status \($0)" }) else { continue }
      counts[failure, default: 0] += 1
      exchanges.append(earlier.exchange.id)
    }
  }

  func diagnosis(among total: Int) -> [Diagnosis] {
    guard !exchanges.isEmpty else { return [] }
    let kinds = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \($0.value == 1 ? "once" : "\($0.value) times")" }.joined(separator: ", ")
    return [
      Diagnosis(
        code: .failsNowAndThen,
        sentence: "\(exchanges.count) of \(total) requests failed and were answered when sent again: \(kinds).",
        exchanges: exchanges)
    ]
  }
}
