import Wire

/// What people who wait are told, and how often.
package struct ProgressWords: Sendable {
  /// Seconds between lines where lines stay, e.g. in the log of a job.
  package static let interval = 10

  private var lastLine: Int?
  package init() {}

  /// `[12/637] 340 passed, 2 failed, 0:42, about 3:10 left  minimal[stream=on]`, at most `width` columns.
  package static func status(_ progress: RunProgress, elapsed seconds: Int, width: Int) -> String {
    let text = "\(counts(progress, elapsed: seconds))  \(progress.address)"
    return text.count > width ? String(text.prefix(max(1, width - 1))) + "…" : text
  }

  /// The line to print now where lines stay; nil when the last one is less than `interval` seconds old.
  package mutating func line(_ progress: RunProgress, elapsed seconds: Int) -> String? {
    if let lastLine, seconds - lastLine < Self.interval { return nil }
    lastLine = seconds
    return "dropin: \(Self.counts(progress, elapsed: seconds)), now \(progress.address)"
  }

  private static func counts(_ progress: RunProgress, elapsed seconds: Int) -> String {
    let failed = progress.failed > 0 ? "\(progress.failed) failed, " : ""
    let left = remaining(progress, elapsed: seconds).map { ", about \(time($0)) left" } ?? ""
    return "[\(progress.number)/\(progress.total)] \(progress.passed) passed, \(failed)\(time(seconds))\(left)"
  }

  /// Seconds, from what has been spent on the part of the plan that is done; nil while that says too little.
  static func remaining(_ progress: RunProgress, elapsed seconds: Int) -> Int? {
    guard seconds >= 5, progress.weightDone * 100 >= progress.weightTotal, progress.weightDone > 0 else { return nil }
    let left = progress.weightTotal - progress.weightDone
    return Int(nearest: Double(seconds) * Double(left) / Double(progress.weightDone))
  }

  /// `0:42`, `1:02:03`.
  static func time(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    return (hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)") + ":\(two(seconds % 60))"
  }
}
