/// Parts of a body that may be long: its beginning, its end and what surrounds the marked bytes.
package struct BodyExcerpt: Sendable, Equatable {
  /// Bytes from `offset` of the body on.
  package struct Piece: Sendable, Equatable {
    package var offset: Int
    package var bytes: [UInt8]
    package init(offset: Int, bytes: [UInt8]) {
      self.offset = offset
      self.bytes = bytes
    }
    package var range: Range<Int> { offset..<(offset + bytes.count) }
  }

  /// Bytes of the whole body.
  package var size: Int
  /// In order, apart from each other.
  package var pieces: [Piece]
  /// Ranges of the body that something is wrong with, in order; an empty one is a place where bytes are missing.
  package var marks: [Range<Int>]

  package init(size: Int, pieces: [Piece], marks: [Range<Int>] = []) {
    self.size = size
    self.pieces = pieces
    self.marks = marks
  }

  /// How much of a body to keep, in bytes.
  package struct Limits: Sendable {
    package var beginning: Int
    package var end: Int
    package var before: Int
    package var after: Int
    /// Marks whose surroundings are kept.
    package var marks: Int
    package init(beginning: Int = 700, end: Int = 300, before: Int = 500, after: Int = 500, marks: Int = 4) {
      self.beginning = beginning
      self.end = end
      self.before = before
      self.after = after
      self.marks = marks
    }
  }

  /// Cuts `body` down. Pieces end between scalars where the bytes are text, so that they stay text.
  package init(_ body: [UInt8], marks: [Range<Int>] = [], limits: Limits = Limits()) {
    let inside = Set(marks.map { $0.clamped(to: 0..<body.count) }).sorted {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }
    .prefix(limits.marks)
    var wanted = [0..<min(limits.beginning, body.count)]
    for mark in inside {
      wanted.append(
        max(
          0, mark.lowerBound - limits.before)..<min(
            body.count, min(mark.upperBound, mark.lowerBound + limits.after) + limits.after))
    }
    wanted.append(max(0, body.count - limits.end)..<body.count)
    wanted.sort { $0.lowerBound < $1.lowerBound }
    var joined: [Range<Int>] = []
    // A gap that is not worth its note is no gap.
    for range in wanted where !range.isEmpty {
      if let last = joined.last, range.lowerBound <= last.upperBound + 64 {
        joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    self.init(
      size: body.count,
      pieces: joined.map { range in
        let whole = Self.between(range, in: body)
        return Piece(offset: whole.lowerBound, bytes: Array(body[whole]))
      }, marks: Array(inside))
  }

  /// How many bytes are kept.
  package var kept: Int { pieces.reduce(0) { $0 + $1.bytes.count } }

  /// `range` moved so that it cuts no scalar in two.
  private static func between(_ range: Range<Int>, in body: [UInt8]) -> Range<Int> {
    func moved(_ index: Int) -> Int {
      var index = index
      for _ in 0..<3 where index > 0 && index < body.count && body[index] & 0xC0 == 0x80 { index -= 1 }
      return index
    }
    return moved(range.lowerBound)..<max(moved(range.lowerBound), moved(range.upperBound))
  }
}
