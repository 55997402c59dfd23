import DropinKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Says on stderr where a run stands: one line that is rewritten every second on a terminal, a line every
/// ten seconds at most elsewhere.
actor ProgressLine: ProgressDisplay {
  private let isTerminal: Bool
  private let isQuiet: Bool
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var words = ProgressWords()
  private var last: RunProgress?
  private var ticker: Task<Void, Never>?
  private var isOver = false

  init(isTerminal: Bool, isQuiet: Bool = false) {
    self.isTerminal = isTerminal && Environment["TERM"] != "dumb"
    self.isQuiet = isQuiet
    start = clock.now
  }

  // bounded: our own clock
  private var elapsed: Int { Int((clock.now - start) / .seconds(1)) }

  nonisolated func show(_ progress: RunProgress) { Task { await receive(progress) } }

  private func receive(_ progress: RunProgress) {
    guard !isQuiet, !isOver, (last?.number ?? 0) <= progress.number else { return }
    last = progress
    draw()
    if ticker == nil {
      ticker = Task {
        while !Task.isCancelled {
          try? await Task.sleep(for: .seconds(1))
          draw()
        }
      }
    }
  }

  private func draw() {
    guard let last, !isOver else { return }
    guard isTerminal else {
      // Also while one request takes long, so that a log does not look as if all had come to a halt.
      if let line = words.line(last, elapsed: elapsed) { Terminal.error(line) }
      return
    }
    // bounded: the width of a terminal
    Terminal.errorWithoutNewline("\r\u{1B}[K" + ProgressWords.status(last, elapsed: elapsed, width: Self.width - 1))
  }

  /// Takes the line away; what comes later is not shown.
  func end() {
    isOver = true
    ticker?.cancel()
    if isTerminal, !isQuiet, last != nil { Terminal.errorWithoutNewline("\r\u{1B}[K") }
  }

  /// Columns of the terminal.
  private static var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return 80 }
    return Int(size.ws_col)
  }
}
