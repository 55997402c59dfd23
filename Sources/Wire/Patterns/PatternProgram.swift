/// A pattern as instructions of a machine that is in many places at once (after Thompson).
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    /// Goes on to the next one with a scalar of the set.
    case scalars(Int)
    case assertion(PatternAssertion)
    case split(Int, Int)
    case jump(Int)
    case found
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [ScalarSet] = []
  private var visits = 0

  /// A pattern with repetitions in repetitions grows by multiplication; larger ones than this are refused.
  static let mostInstructions = 5_000

  init(_ node: PatternNode) throws(PatternError) {
    try add(node)
    instructions.append(.found)
  }

  private mutating func add(_ node: PatternNode) throws(PatternError) {
    visits += 1
    guard instructions.count < Self.mostInstructions, visits < 4 * Self.mostInstructions else {
      throw PatternError(
        message: "too large: its repetitions come to more than \(Self.mostInstructions) steps", offset: 0)
    }
    switch node {
    case .scalars(let set):
      let index = sets.firstIndex(of: set) ?? sets.count
      if index == sets.count { sets.append(set) }
      instructions.append(.scalars(index))
    case .assertion(let assertion): instructions.append(.assertion(assertion))
    case .sequence(let nodes): for node in nodes { try add(node) }
    case .choice(let branches): try addChoice(branches)
    case .repetition(let node, let least, let most): try addRepetition(node, least: least, most: most)
    }
  }

  private mutating func addChoice(_ branches: [PatternNode]) throws(PatternError) {
    var jumps: [Int] = []
    for branch in branches.dropLast() {
      let split = reserve()
      try add(branch)
      jumps.append(reserve())
      instructions[split] = .split(split + 1, instructions.count)
    }
    if let last = branches.last { try add(last) }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func addRepetition(_ node: PatternNode, least: Int, most: Int?) throws(PatternError) {
    for _ in 0..<least { try add(node) }
    guard let most else {
      let split = reserve()
      try add(node)
      instructions.append(.jump(split))
      instructions[split] = .split(split + 1, instructions.count)
      return
    }
    var splits: [Int] = []
    for _ in least..<max(least, most) {
      splits.append(reserve())
      try add(node)
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }

  private mutating func reserve() -> Int {
    instructions.append(.found)
    return instructions.count - 1
  }
}
