import Running

/// Tells a function which case is next.
struct ProgressClosure: ProgressDisplay {
  let report: @Sendable (String, Int, Int) -> Void

  func show(_ progress: RunProgress) { report(progress.address, progress.number, progress.total) }
  func end() async {}
}
