import Cases
import Wire

/// One of several parts of a plan that different machines run: the second of five is `2/5`.
package struct Shard: Sendable, Equatable, CustomStringConvertible {
  /// From 1 to `count`.
  package var number: Int
  package var count: Int

  /// Nil unless `1 <= number <= count <= 1000`.
  package init?(number: Int, count: Int) {
    guard (1...1000).contains(count), (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// `2/5`; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1] else { return nil }
    self.init(number: number, count: count)
  }

  package var description: String { "\(number)/\(count)" }
}

/// What a part has to say of itself, so that parts can be put together again.
package struct ShardOrigin: Sendable, Equatable {
  package var shard: Shard
  /// Identifies the whole plan: its cases and what was decided about each.
  package var plan: String
  /// How many cases the whole plan has.
  package var cases: Int
}

extension Plan {
  /// The part of this plan that one machine runs.
  ///
  /// Cases whose requests share an answer, or the answer to a combined request, stay together, so that the answer
  /// is asked for once and judged under the same address as in an undivided run. The heaviest groups are dealt out first, each to the
  /// part that has the least to do. A part also runs the controls its cases need; those that belong to
  /// another part are borrowed: they decide about other cases and are not reported.
  package func part(_ shard: Shard, renderer: RequestRenderer) -> Plan {
    let owners = owners(shard.count, renderer: renderer)
    let index = Dictionary(
      cases.indices.map { (cases[$0].subject.address, $0) }, uniquingKeysWith: { first, _ in first })
    let own = Set(cases.indices.filter { owners[$0] == shard.number - 1 })
    var needed = own
    var waiting = Array(own)
    while let next = waiting.popLast() {
      guard let control = cases[next].control.flatMap({ index[$0] }), needed.insert(control).inserted else { continue }
      waiting.append(control)
    }
    var part = self
    part.origin = ShardOrigin(shard: shard, plan: digest, cases: cases.count)
    part.cases = needed.sorted().map { position in
      var planned = cases[position]
      planned.isBorrowed = !own.contains(position)
      planned.position = position
      return planned
    }
    part.cost = PlanCost(part.cases, renderer: renderer)
    return part
  }

  /// For each case the part it belongs to, from 0.
  private func owners(_ count: Int, renderer: RequestRenderer) -> [Int] {
    var group = Array(cases.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while group[index] != index { index = group[index] }
      return index
    }
    let combinedRequests = CombinedRequests(cases, renderer: renderer)
    var first: [ShareKey: Int] = [:]
    for (index, planned) in cases.enumerated() where planned.decision == .run {
      let keys = planned.subject.steps.flatMap { step in
        [combinedRequests.combined(of: step)?.key, ShareKey(step, renderer: renderer, trials: planned.subject.trials)]
      }
      for key in keys.compactMap({ $0 }) {
        guard let other = first[key] else {
          first[key] = index
          continue
        }
        // The earlier case stays the root, so that the order of groups is that of the plan.
        let (a, b) = (root(other), root(index))
        group[max(a, b)] = min(a, b)
      }
    }
    let weights = PlanWeights(self, renderer: renderer).cases
    var sums: [Int: Int] = [:]
    for index in cases.indices { sums[root(index), default: 0] += weights[index] }
    let order = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    var loads = Array(repeating: (weight: 0, cases: 0), count: count)
    var owner: [Int: Int] = [:]
    for (root, weight) in order {
      let lightest =
        loads.indices.min { (loads[$0].weight, loads[$0].cases, $0) < (loads[$1].weight, loads[$1].cases, $1) } ?? 0
      owner[root] = lightest
      loads[lightest].weight += weight
      loads[lightest].cases += 1
    }
    return cases.indices.map { owner[root($0)] ?? 0 }
  }

  private var digest: String {
    let lines = cases.map { planned in
      switch planned.decision {
      case .run: "run \(planned.subject.address) \(planned.subject.digest)"
      case .notApplicable(let why): "n/a \(planned.subject.address) \(why)"
      case .notRun(let why): "not \(planned.subject.address) \(why)"
      }
    }
    return String(SHA256.hexDigest(lines.joined(separator: "\n").utf8).prefix(32))
  }
}
