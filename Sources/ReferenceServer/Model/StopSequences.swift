/// Finds where a reply has to stop. A sequence may span any number of tokens.
struct StopSequences {
  struct Match {
    /// The sequence as the request wrote it.
    var sequence: String
    /// The text in front of it.
    var text: String
    /// Tokens generated until the sequence was complete.
    var tokens: Int
  }

  private let sequences: [String]

  init(_ sequences: [String]) { self.sequences = sequences }

  /// The sequence that is complete first; among those that end together, the longest.
  func firstMatch(in tokens: [String]) -> Match? {
    let bytes = tokens.flatMap { Array($0.utf8) }
    var best: (sequence: String, start: Int, end: Int)?
    for sequence in sequences {
      let pattern = Array(sequence.utf8)
      guard let start = bytes.find(pattern) else { continue }
      let end = start + pattern.count
      if best == nil || end < best!.end || (end == best!.end && start < best!.start) {
        best = (sequence, start, end)
      }
    }
    guard let best else { return nil }
    var length = 0
    var needed = 0
    for token in tokens where length < best.end {
      length += token.utf8.count
      needed += 1
    }
    return Match(sequence: best.sequence, text: bytes[..<best.start].asText, tokens: needed)
  }
}
