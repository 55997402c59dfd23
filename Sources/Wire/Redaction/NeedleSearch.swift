/// Finds many needles in one pass (after Aho and Corasick), without regard to ASCII letter case.
///
/// Each byte costs one step in a table, whatever the text is: a server that knows the secret cannot make
/// the search slow with texts that almost match.
struct NeedleSearch: Sendable {
  /// Every byte that no needle holds shares class 0.
  private var classes = [UInt8](repeating: 0, count: 256)
  private var width = 1
  /// The next state by state and class.
  private var table: [Int32] = []
  /// The needles that end in a state.
  private var ends: [[Int]] = [[]]
  /// Whether any does: the one question asked of every byte.
  private var isEnd: [Bool] = []

  init(_ needles: [[UInt8]]) {
    for byte in needles.joined() where classes[Int(fold(byte))] == 0 {
      classes[Int(fold(byte))] = UInt8(width)
      width += 1
    }
    for byte in UInt8.min...UInt8.max { classes[Int(byte)] = classes[Int(fold(byte))] }
    table = [Int32](repeating: -1, count: width)
    for (index, needle) in needles.enumerated() where !needle.isEmpty { insert(needle, index) }
    connect()
    isEnd = ends.map { !$0.isEmpty }
  }

  private mutating func insert(_ needle: [UInt8], _ index: Int) {
    var state = 0
    for byte in needle {
      let place = state * width + Int(classes[Int(byte)])
      if table[place] < 0 {
        table[place] = Int32(ends.count)
        ends.append([])
        table += [Int32](repeating: -1, count: width)
      }
      state = Int(table[place])
    }
    ends[state].append(index)
  }

  /// Turns the tree into an automaton that never goes back: where a needle breaks off, it goes on in the
  /// longest needle that the bytes read so far still begin.
  private mutating func connect() {
    var fallback = [Int](repeating: 0, count: ends.count)
    var queue: [Int] = []
    for place in 0..<width {
      if table[place] < 0 { table[place] = 0 } else { queue.append(Int(table[place])) }
    }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      ends[state] += ends[fallback[state]]
      for letter in 0..<width {
        let next = table[state * width + letter]
        let other = table[fallback[state] * width + letter]
        if next < 0 {
          table[state * width + letter] = other
        } else {
          fallback[Int(next)] = Int(other)
          queue.append(Int(next))
        }
      }
    }
  }

  /// The state after one more byte; 0 is the state before the first.
  func next(_ state: Int, _ byte: UInt8) -> Int { Int(table[state * width + Int(classes[Int(byte)])]) }

  /// Whether any needle ends with the last byte.
  func isMatch(_ state: Int) -> Bool { isEnd[state] }

  /// The needles that end with the last byte.
  func matches(_ state: Int) -> [Int] { isEnd[state] ? ends[state] : [] }

  /// Calls `found` with the needle and the offset after its last byte for every occurrence; stops when
  /// it returns false.
  func search(_ bytes: UnsafeBufferPointer<UInt8>, _ found: (_ needle: Int, _ end: Int) -> Bool) {
    guard ends.count > 1 else { return }
    classes.withUnsafeBufferPointer { classes in
      table.withUnsafeBufferPointer { table in
        isEnd.withUnsafeBufferPointer { isEnd in
          var state = 0
          for index in 0..<bytes.count {
            state = Int(table[state * width + Int(classes[Int(bytes[index])])])
            guard isEnd[state] else { continue }
            for needle in ends[state] where !found(needle, index + 1) { return }
          }
        }
      }
    }
  }
}

/// An ASCII capital as its small letter; other bytes as they are.
private func fold(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
