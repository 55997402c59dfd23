import Cases
import Testing
import Wire

@testable import Evaluation

@Suite struct RelationTests {
  func result(_ relation: String, _ inputs: [Int?]) throws -> CheckResult {
    let names = ["a", "b", "c"]
    let steps = inputs.indices.map { "      - { id: \(names[$0]), expect: answered }" }.joined(separator: "\n")
    let subject = try load(
      """
      format: 2
      area: test
      cases:
        - id: sample
          title: t
          requirement: r
          steps:
      \(steps)
          relations: [ \(relation) ]
      """)[0]
    let evidence = zip(subject.steps, inputs).map { step, input in
      let body = input.map { #"{"type":"message","content":[],"usage":{"input_tokens":\#($0),"output_tokens":1}}"# }
      return StepEvidence(
        step: step, readings: body.map { [ResponseReading(exchange(200, $0))] } ?? [], bindings: Bindings())
    }
    return RelationEvaluator(subject: subject, steps: evidence).judge(subject.relations[0])
  }

  @Test(arguments: [
    ("{ greater: [a.usage.input_total, b.usage.input_total] }", [2, 1], true),
    ("{ greater: [a.usage.input_total, b.usage.input_total] }", [1, 1], false),
    ("{ greater: [a.usage.input_total, b.usage.input_total], ignore_up_to: 5 }", [1, 5], true),
    ("{ greater: [a.usage.input_total, b.usage.input_total], ignore_up_to: 5 }", [6, 6], false),
    ("{ at_least: [a.usage.input_total, b.usage.input_total] }", [1, 1], true),
    ("{ at_least: [a.usage.input_total, b.usage.input_total] }", [0, 1], false),
    ("{ equal: [a.usage.input_total, b.usage.input_total, c.usage.input_total] }", [3, 3, 3], true),
    ("{ equal: [a.usage.input_total, b.usage.input_total, c.usage.input_total] }", [3, 3, 4], false),
    ("{ differ: [a.usage.input_total, b.usage.input_total, c.usage.input_total] }", [1, 2, 3], true),
    ("{ differ: [a.usage.input_total, b.usage.input_total, c.usage.input_total] }", [1, 2, 1], false),
    ("{ within: [a.usage.input_total, b.usage.input_total], percent: 10 }", [100, 91], true),
    ("{ within: [a.usage.input_total, b.usage.input_total], percent: 10 }", [100, 89], false),
  ])
  func holds(relation: String, inputs: [Int], expected: Bool) throws {
    let result = try result(relation, inputs)
    #expect(result.verdict.kind == (expected ? .pass : .fail))
    #expect(expected || result.verdict.code == "relation")
    if !expected { #expect(result.verdict.violation?.actual.contains("a.usage.input_total = ") == true) }
  }

  @Test func theCaseMayNameTheReason() throws {
    let relation = "{ greater: [a.usage.input_total, b.usage.input_total], reason: silently-ignored }"
    #expect(try result(relation, [1, 1]).verdict.code == "silently-ignored")
    #expect(try result(relation, [2, 1]).verdict.code == nil)
  }

  /// A server with one number for every prompt is wrong once, and its numbers show nothing else.
  @Test func oneNumberForEveryPromptDecidesNothing() throws {
    func found(_ requirement: String, _ relation: String, _ values: [Int]) throws -> CheckResult {
      var result = try result(relation, values)
      result.requirement = requirement
      return result
    }
    let totals = "{ greater: [b.usage.input_total, a.usage.input_total] }"
    let outputs = "{ greater: [b.usage.output_tokens, a.usage.output_tokens] }"
    let dependent = [try found("system-string", totals, [5, 5]), try found("other", outputs, [5, 5])]
    var results = [try found("resp-usage-monotone", totals, [5, 5])] + dependent
    #expect(UncountedPrompts(results).set(aside: &results)?.code == .promptsUncounted)
    #expect(results.map(\.verdict.kind) == [.fail, .inconclusive, .fail])
    #expect(results[1].verdict.code == "control-input-uncounted")
    results = [try found("resp-usage-monotone", totals, [5, 6])] + dependent
    #expect(UncountedPrompts(results).set(aside: &results) == nil)
    #expect(results.map(\.verdict.kind) == [.pass, .fail, .fail])
  }

  /// What was read from the cache stands in `input_tokens` too: the totals differ, the prompts do not.
  @Test func aCacheCountedTwiceDecidesNothing() throws {
    func usage(_ input: Int, _ read: String) -> String {
      let usage = #"{"input_tokens":\#(input),"cache_read_input_tokens":\#(read),"output_tokens":1}"#
      return #"{"type":"message","content":[{"type":"text","text":"Hi"}],"usage":\#(usage)}"#
    }
    func judge(_ relation: String, _ first: String, _ second: String) throws -> CheckResult {
      let subject = try load(
        """
        format: 2
        area: test
        cases:
          - id: sample
            title: t
            requirement: r
            steps: [ { id: a, expect: answered }, { id: b, expect: answered } ]
            relations: [ \(relation) ]
        """)[0]
      let evidence = zip(subject.steps, [first, second]).map { step, body in
        StepEvidence(step: step, readings: [ResponseReading(exchange(200, body))], bindings: Bindings())
      }
      return RelationEvaluator(subject: subject, steps: evidence).judge(subject.relations[0])
    }
    let equal = "{ equal: [a.usage.input_total, b.usage.input_total] }"
    #expect(try judge(equal, usage(59, "24"), usage(59, "58")).verdict.code == "control-cache-counted-twice")
    #expect(try judge(equal, usage(59, "0"), usage(40, "0")).verdict.kind == .fail)
    #expect(try judge(equal, usage(59, "0"), usage(19, "40")).verdict == .pass)
    let greater = "{ greater: [b.usage.input_total, a.usage.input_total] }"
    #expect(try judge(greater, usage(0, "0"), usage(0, "0")).verdict.code == "control-input-uncounted")
    #expect(try judge(greater, usage(1, "0"), usage(1, "0")).verdict.kind == .fail)
    let reads = "{ within: [a.usage.cache_read_input_tokens, b.usage.cache_read_input_tokens], percent: 5 }"
    #expect(try judge(reads, usage(59, "null"), usage(59, "null")).verdict.kind == .inconclusive)
  }

  @Test func missingSidesAreNotFailures() throws {
    let blocked = try result("{ equal: [a.usage.input_total, b.usage.input_total] }", [1, nil])
    #expect(blocked.verdict.kind == .notRun)
    let absent = try result("{ equal: [a.usage.input_total, b.usage.nothing] }", [1, 1])
    #expect(absent.verdict.kind == .inconclusive)
  }
}
