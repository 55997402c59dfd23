import Running

/// Says on stderr where a run stands: one line rewritten on a terminal, one line an area elsewhere.
final class ProgressLine: Sendable {
  private let isTerminal: Bool
  private let isQuiet: Bool

  init(isTerminal: Bool, isQuiet: Bool = false) {
    self.isTerminal = isTerminal
    self.isQuiet = isQuiet
  }

  func show(_ progress: RunProgress) {
    guard !isQuiet else { return }
    if isTerminal {
      Terminal.errorWithoutNewline("\r\u{1B}[K[\(progress.number)/\(progress.total)] \(progress.address.prefix(90))")
    } else if progress.number == 1 || progress.number % 50 == 0 || progress.number == progress.total {
      Terminal.error("dropin: case \(progress.number) of \(progress.total): \(progress.address)")
    }
  }

  func end() {
    if isTerminal, !isQuiet { Terminal.errorWithoutNewline("\r\u{1B}[K") }
  }
}
