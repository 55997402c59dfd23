import Judging
import Wire

/// Answers that several cases share. An answer is forgotten with its last use, so memory does not grow
/// with the number of cases.
actor SharedExchanges {
  private var uses: [ShareKey: Int]
  private var readings: [ShareKey: ResponseReading] = [:]

  /// - Parameter uses: how many steps of the plan have each key.
  init(uses: [ShareKey: Int]) { self.uses = uses }

  func take(_ key: ShareKey) -> ResponseReading? {
    guard let reading = readings[key] else { return nil }
    use(key)
    return reading
  }

  func put(_ reading: ResponseReading, for key: ShareKey) {
    // An interrupted exchange says nothing about the next case that wants it.
    if case .failed(let failure) = reading.exchange.end, failure.kind == .cancelled || failure.isUnreachable { return }
    if (uses[key] ?? 0) > 1 { readings[key] = reading }
    use(key)
  }

  private func use(_ key: ShareKey) {
    let left = (uses[key] ?? 1) - 1
    uses[key] = left
    if left <= 0 { readings[key] = nil }
  }
}
