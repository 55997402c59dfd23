/// Bytes as units that repeat, for bodies that are long and say little.
package enum Repetition {
  package struct Piece: Sendable, Equatable {
    package var unit: [UInt8]
    package var times: Int
    package init(_ unit: [UInt8], times: Int = 1) {
      self.unit = unit
      self.times = times
    }
  }

  private static let longestUnit = 256
  /// A run is worth a piece of its own from this length on.
  private static let shortestRun = 4096

  /// The bytes as pieces; one piece when nothing repeats. Looks closely at few places only, so that it is quick.
  package static func pieces(of bytes: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    var written = 0
    var position = 0
    while position + shortestRun <= bytes.count {
      guard let period = period(of: bytes, at: position) else {
        position += shortestRun / 4
        continue
      }
      var start = position
      while start > written, bytes[start - 1] == bytes[start - 1 + period] { start -= 1 }
      var end = position + period
      while end < bytes.count, bytes[end] == bytes[end - period] { end += 1 }
      let times = (end - start) / period
      if start > written { pieces.append(Piece(Array(bytes[written..<start]))) }
      pieces.append(Piece(Array(bytes[start..<start + period]), times: times))
      written = start + period * times
      position = written
    }
    if written < bytes.count || pieces.isEmpty { pieces.append(Piece(Array(bytes[written...]))) }
    return pieces
  }

  /// The length of the unit that repeats from `position` on over the length of a run, or nil.
  private static func period(of bytes: [UInt8], at position: Int) -> Int? {
    let end = position + shortestRun
    search: for period in 1...longestUnit {
      for index in position + period..<end where bytes[index] != bytes[index - period] { continue search }
      return period
    }
    return nil
  }
}
