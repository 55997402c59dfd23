/// The moment at which some transfer may have reached a limit. It may ring too early, since activity moves
/// deadlines away, but never too late.
final class Alarm {
  private var moment = Int.max

  func reset() { moment = .max }
  func ring(by deadline: Int) { moment = min(moment, deadline) }
  func isDue(_ now: Int) -> Bool { now >= moment }

  /// Rounded up, so that the poll loop does not spin through the last millisecond.
  func millisecondsLeft(atMost limit: Int) -> Int32 {
    guard moment != .max else { return Int32(limit) }
    let left = max(moment - MonotonicClock.microseconds, 0)
    return Int32(min((left + 999) / 1000, limit))
  }
}
