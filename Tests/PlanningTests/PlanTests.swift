import Cases
import Testing
import Wire

@testable import Planning

@Suite struct PlanTests {
  @Test(arguments: [
    ("tool-def[a=b]", "tool*", true), ("tool-def", "tool-?ef", true), ("abc", "a*c*", true), ("abc", "", false),
    ("abc", "abcd", false), ("", "*", true), ("aXbXc", "a*b*d", false),
    ("abc", "**b**", true),
  ])
  func globs(text: String, pattern: String, fits: Bool) { #expect(Glob.matches(text, pattern: pattern) == fits) }

  @Test func aHostileGlobEndsSoon() {
    let text = String(repeating: "a", count: 2000)
    #expect(!Glob.matches(text, pattern: String(repeating: "a*", count: 500) + "b"))
  }

  @Test func selectionPullsControlsInFirst() throws {
    let plan = plan(try suite(sample), TargetFacts(), Selection(cases: ["refused"]))
    #expect(plan.cases.map(\.subject.address) == ["minimal[stream=off]", "refused"])
    #expect(plan.cases[1].control == "minimal[stream=off]")
  }

  @Test func aHeaderFormNamedTwiceIsReplayedOnce() throws {
    let suite = try suite(sample)
    let twice = plan(suite, replay: [.bearer, .none, .bearer]).cases.map(\.subject.address)
    #expect(twice == plan(suite, replay: [.bearer, .none]).cases.map(\.subject.address))
    #expect(Set(twice).count == twice.count)
  }

  @Test func aFilterThatMatchesNothingPlansNothing() throws {
    #expect(plan(try suite(sample), TargetFacts(), Selection(cases: ["nope*"])).cases.isEmpty)
    #expect(plan(try suite(sample), TargetFacts(), Selection(areas: ["nope"])).cases.isEmpty)
    #expect(plan(try suite(sample), TargetFacts(), Selection(requirements: ["keyed-ok"])).cases.count == 2)
  }

  @Test func conditionsDecideBeforeAnythingIsSent() throws {
    func decision(_ facts: TargetFacts) throws -> PlannedCase.Decision? {
      plan(try suite(sample), facts).cases.first { $0.subject.id == "keyed" }?.decision
    }
    #expect(try decision(TargetFacts()) == .run)
    #expect(try decision(TargetFacts([.auth: "required", .token: "given"])) == .run)
    #expect(
      try decision(TargetFacts([.auth: "off"]))
        == .notApplicable(.condition(fact: "auth", needed: ["required"], found: "off")))
    #expect(
      try decision(TargetFacts([.auth: "required", .token: "absent"]))
        == .notApplicable(.tokenNeeded))
  }

  @Test func withoutATokenAClosedServerIsNotBlamed() throws {
    let plan = plan(try suite(sample), TargetFacts([.auth: "required", .token: "absent"]))
    #expect(plan.cases[0].decision == .notRun(.noToken))
  }

  @Test func identicalRequestsAreCountedOnce() throws {
    let cost = plan(try suite(sample)).cost.expected
    // minimal, its stream, refused, keyed, and the second step, which depends on a capture.
    #expect(cost.requests == 5)
    #expect(cost.generating == 4)
    #expect(cost.outputTokens == 32)
  }

  @Test func aReplyThatIsHungUpOnCostsOneToken() throws {
    let suite = try suite(
      """
      format: 2
      area: test
      cases:
        - id: left
          title: t
          requirement: left-ok
          request: { body: { model: "${model}", max_tokens: 32000 }, disconnect: { after_event: message_start } }
          expect: answered
      """)
    #expect(plan(suite).cost.expected.outputTokens == 1)
  }

  @Test func replayAuthMakesRowsOfTheirOwn() throws {
    let plan = plan(try suite(sample), replay: [.none, .bearer])
    let addresses = plan.cases.map(\.subject.address)
    #expect(addresses.contains("same[replay-auth=none]"))
    #expect(addresses.contains("minimal[stream=on,replay-auth=bearer]"))
    #expect(addresses.filter { $0.hasPrefix("keyed") } == ["keyed"])
    // Every control that is named is in the plan.
    #expect(plan.cases.compactMap(\.control).allSatisfy(addresses.contains))
    #expect(
      plan.cases.first { $0.subject.address == "same[replay-auth=bearer]" }?.control
        == "minimal[stream=off,replay-auth=bearer]")
  }

  @Test func replayUnderNoCredentialsDoesNotApplyToAClosedServer() throws {
    let facts = TargetFacts([.auth: "required", .token: "given"])
    let plan = plan(try suite(sample), facts, replay: [.none, .bearer])
    func decision(_ address: String) -> PlannedCase.Decision? {
      plan.cases.first { $0.subject.address == address }?.decision
    }
    guard case .notApplicable? = decision("same[replay-auth=none]") else {
      Issue.record("\(String(describing: decision("same[replay-auth=none]")))")
      return
    }
    #expect(decision("same[replay-auth=bearer]") == .run)
  }

  @Test func anOpenServerGetsAMadeUpTokenInTheNamedHeader() throws {
    let plan = plan(try suite(sample), TargetFacts([.auth: "off", .token: "absent"]), replay: [.apiKey])
    let subject = plan.cases.first { $0.subject.address == "same[replay-auth=x-api-key]" }?.subject
    #expect(subject?.steps[0].request.auth == .dummyKey)
    #expect(plan.cases.first { $0.subject.id == "same" }?.decision == .run)
  }
}
