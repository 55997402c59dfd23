/// A stretch of bytes that is one piece over and over.
struct RepeatedRun: Equatable {
  var start: Int
  /// Bytes of the piece.
  var period: Int
  var times: Int
  var end: Int { start + period * times }

  /// A body taken apart: what is repeated, and what stands between.
  enum Part: Equatable {
    case literal(Range<Int>)
    case run(RepeatedRun)
  }

  /// Longer pieces are not looked for.
  static let longestPeriod = 256
  /// A stretch has to be this many bytes long to be seen.
  private static let shortest = 2048
  private static let mostParts = 15

  /// Parts that make up `bytes`, of which no literal is longer than `longestLiteral`; nil when there are none.
  static func parts(of bytes: [UInt8], longestLiteral: Int) -> [Part]? {
    var parts: [Part] = []
    return bytes.withUnsafeBufferPointer { bytes in
      takeApart(bytes, in: 0..<bytes.count, longestLiteral: longestLiteral, into: &parts) ? parts : nil
    }
  }

  private static func takeApart(
    _ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, longestLiteral: Int, into parts: inout [Part]
  ) -> Bool {
    guard parts.count < mostParts else { return false }
    guard range.count > longestLiteral else {
      if !range.isEmpty { parts.append(.literal(range)) }
      return true
    }
    // A run that makes the rest short enough reaches over the middle, or the range is cut in two again.
    guard let run = run(around: range.lowerBound + range.count / 2, in: bytes, range) else { return false }
    guard takeApart(bytes, in: range.lowerBound..<run.start, longestLiteral: longestLiteral, into: &parts) else {
      return false
    }
    parts.append(.run(run))
    return takeApart(bytes, in: run.end..<range.upperBound, longestLiteral: longestLiteral, into: &parts)
  }

  private static func run(around middle: Int, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> RepeatedRun?
  {
    let probe = middle..<min(range.upperBound, middle + shortest)
    guard probe.count == shortest else { return nil }
    let found = (1...longestPeriod).first { period in
      (probe.lowerBound + period..<probe.upperBound).allSatisfy { bytes[$0] == bytes[$0 - period] }
    }
    guard let period = found else { return nil }
    var start = middle
    while start > range.lowerBound, bytes[start - 1] == bytes[start - 1 + period] { start -= 1 }
    var end = middle + period
    while end < range.upperBound, bytes[end] == bytes[end - period] { end += 1 }
    return RepeatedRun(start: start, period: period, times: (end - start) / period)
  }
}
