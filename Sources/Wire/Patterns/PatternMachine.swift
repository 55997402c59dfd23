/// Runs a program over a text, one step a scalar. The sets of places it can be in become states of a table as they
/// are met, so that most steps are one look into it; the table is bounded and begun anew when it is full.
struct PatternMachine {
  private let program: PatternProgram
  /// Scalars that no instruction tells apart share a class: where each class begins.
  private var boundaries: [UInt32] = []
  private var asciiClasses: [Int32] = []
  /// By class: the sets that hold it, and whether it is part of a word.
  private var members: [[Bool]] = []
  private var isWord: [Bool] = []

  private struct State: Hashable {
    enum Before: UInt8 { case nothing, word, other }
    /// Instructions, sorted; what follows them without a scalar is worked out at the next step.
    var places: [Int32]
    var before: Before
  }
  private var states: [State] = []
  private var numbers: [State: Int32] = [:]
  /// The next state by state and class; the last column stands for the end of the text.
  private var table: [Int32] = []
  private var width: Int { boundaries.count + 1 }

  private static let unknown: Int32 = -1
  private static let found: Int32 = -2
  private static let notFound: Int32 = -3
  private static let mostCells = 1 << 18

  init(_ program: PatternProgram) {
    self.program = program
    var edges: Set<UInt32> = [0]
    for range in (program.sets + [.word]).flatMap(\.ranges) {
      edges.insert(range.lowerBound)
      if range.upperBound < ScalarSet.last { edges.insert(range.upperBound + 1) }
    }
    boundaries = edges.sorted()
    members = boundaries.map { edge in program.sets.map { $0.contains(edge) } }
    isWord = boundaries.map { ScalarSet.word.contains($0) }
    asciiClasses = (0..<128).map { Int32(search(UInt32($0))) }
  }

  /// Whether the pattern is found anywhere in the text.
  mutating func isFound(in text: String) -> Bool {
    var state = number(of: State(places: [0], before: .nothing))
    for scalar in text.unicodeScalars {
      let column = scalar.value < 128 ? Int(asciiClasses[Int(scalar.value)]) : search(scalar.value)
      let cell = table[Int(state) * width + column]
      state = cell == Self.unknown ? step(state, column) : cell
      if state == Self.found { return true }
    }
    return step(state, boundaries.count) == Self.found
  }

  private func search(_ scalar: UInt32) -> Int {
    var (low, high) = (0, boundaries.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if boundaries[middle] <= scalar { low = middle } else { high = middle }
    }
    return low
  }

  private mutating func number(of state: State) -> Int32 {
    if let number = numbers[state] { return number }
    if table.count > Self.mostCells {
      states = []
      numbers = [:]
      table = []
    }
    let number = Int32(states.count)
    states.append(state)
    numbers[state] = number
    table += [Int32](repeating: Self.unknown, count: width)
    return number
  }

  private mutating func step(_ number: Int32, _ column: Int) -> Int32 {
    let state = states[Int(number)]
    let isEnd = column == boundaries.count
    var reached = [Bool](repeating: false, count: program.instructions.count)
    var waiting = state.places.map(Int.init)
    var next: Set<Int32> = [0]
    while let place = waiting.popLast() {
      guard !reached[place] else { continue }
      reached[place] = true
      switch program.instructions[place] {
      case .found:
        table[Int(number) * width + column] = Self.found
        return Self.found
      case .jump(let target): waiting.append(target)
      case .split(let first, let second):
        waiting.append(first)
        waiting.append(second)
      case .assertion(let assertion):
        let wordAfter = !isEnd && isWord[column]
        let isBoundary = (state.before == .word) != wordAfter
        let holds =
          switch assertion {
          case .start: state.before == .nothing
          case .end: isEnd
          case .wordBoundary: isBoundary
          case .noWordBoundary: !isBoundary
          }
        if holds { waiting.append(place + 1) }
      case .scalars(let set):
        if !isEnd, members[column][set] { next.insert(Int32(place + 1)) }
      }
    }
    guard !isEnd else {
      table[Int(number) * width + column] = Self.notFound
      return Self.notFound
    }
    let before = states.count
    let result = self.number(of: State(places: next.sorted(), before: isWord[column] ? .word : .other))
    // A table that was begun anew has no row for the state any more.
    if states.count >= before { table[Int(number) * width + column] = result }
    return result
  }
}
