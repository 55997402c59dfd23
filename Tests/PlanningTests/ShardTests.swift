import Cases
import Testing

@testable import Planning

@Suite struct ShardTests {
  @Test func whatIsAPart() {
    #expect(Shard("2/5")?.description == "2/5")
    for text in ["0/5", "6/5", "2", "2/", "/5", "a/b", "2/5/1", "-1/5", "1/0", "1/1001", " 1/2", ""] {
      #expect(Shard(text) == nil, "\(text)")
    }
  }

  /// Many cases of various cost, some with the same request, all with the same control.
  func wide() throws -> Suite {
    var text = """
      format: 2
      area: test
      defaults: { request: { body: { model: "${model}", max_tokens: 8, messages: [] } }, control: minimal }
      cases:
        - { id: minimal, title: t, requirement: minimal-ok, control: none, expect: answered }

      """
    for number in 1...40 {
      text +=
        "  - { id: case-\(number), title: t, requirement: r, request: { body: { max_tokens: \(number % 20 + 1) } }, expect: answered }\n"
    }
    return try suite(text)
  }

  @Test(arguments: [1, 2, 3, 5, 7]) func everyCaseBelongsToOnePart(_ count: Int) throws {
    let whole = plan(try wide())
    let renderer = RequestRenderer(baseURL: "http://h", defaultAuth: .none)
    let parts = (1...count).compactMap { Shard(number: $0, count: count) }.map { whole.part($0, renderer: renderer) }
    let own = parts.map { $0.cases.filter { !$0.isBorrowed } }
    #expect(own.flatMap { $0.map(\.subject.address) }.sorted() == whole.cases.map(\.subject.address).sorted())
    for part in parts {
      #expect(part.cases.compactMap(\.position) == part.cases.compactMap(\.position).sorted())
      #expect(part.origin?.cases == whole.cases.count && part.origin?.plan == parts[0].origin?.plan)
      // A control stands before what needs it.
      for (index, planned) in part.cases.enumerated() {
        guard let control = planned.control else { continue }
        #expect(part.cases[..<index].contains { $0.subject.address == control })
      }
    }
    // Requests that share an answer stay together.
    var owners: [ShareKey: Set<Int>] = [:]
    for (number, cases) in own.enumerated() {
      for planned in cases {
        for step in planned.subject.steps {
          if let key = ShareKey(step, renderer: renderer, trials: planned.subject.trials) {
            owners[key, default: []].insert(number)
          }
        }
      }
    }
    #expect(owners.values.allSatisfy { $0.count == 1 })
    // Even by cost: no part does more than its share and the heaviest group.
    let weights = PlanWeights(whole, renderer: renderer)
    let loads = own.map { cases in cases.compactMap(\.position).reduce(0) { $0 + weights.cases[$1] } }
    #expect((loads.max() ?? 0) - (loads.min() ?? 0) <= (weights.cases.max() ?? 0), "\(loads)")
  }

  @Test func anotherDecisionIsAnotherPlan() throws {
    let suite = try suite(sample)
    let renderer = RequestRenderer(baseURL: "http://h", defaultAuth: .none)
    let shard = try #require(Shard("1/2"))
    let one = plan(suite).part(shard, renderer: renderer)
    let other = plan(suite, TargetFacts([.auth: "off"])).part(shard, renderer: renderer)
    #expect(one.origin?.plan != other.origin?.plan)
    #expect(one.origin?.plan == plan(suite).part(shard, renderer: renderer).origin?.plan)
  }
}
