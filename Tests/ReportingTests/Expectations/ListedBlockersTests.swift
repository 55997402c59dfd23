import Testing
import Verdicts

@testable import Reporting

@Suite struct ListedBlockersTests {
  private static func check(
    _ id: String, _ verdict: VerdictKind, blockedBy: String? = nil, cause: InconclusiveCause? = nil,
    exchange: String? = nil, listed: Bool = false
  ) -> Report.Check {
    var check = Report.Check(
      id: CheckID(id), requirement: "of-\(id)", level: .must, verdict: verdict, cause: cause, blockedBy: blockedBy,
      exchange: exchange)
    if listed { check.expectation = Report.Listing(entry: "known.yaml:3", reason: "missing", ticket: nil) }
    return check
  }

  private static func open(_ id: String, by blocker: String) -> Report.Check {
    check(id, .inconclusive, blockedBy: blocker, cause: .control)
  }

  private func entries(_ checks: [Report.Check]) -> [String?] {
    ListedBlockers(checks).covered().map { $0.expectation?.entry }
  }

  @Test func whatAListedControlKeepsOpenIsListed() {
    let listed = Self.check("control#a", .expectedFail, listed: true)
    #expect(entries([listed, Self.open("case#b", by: "control")]) == ["known.yaml:3", "known.yaml:3"])
    // A chain of controls, in any order.
    #expect(
      entries([Self.open("last#c", by: "case"), Self.open("case#b", by: "control"), listed])
        == ["known.yaml:3", "known.yaml:3", "known.yaml:3"])
  }

  @Test func aFailureThatIsNotListedCoversNothing() {
    let listed = Self.check("control#a", .expectedFail, listed: true)
    let other = Self.check("control#d", .fail)
    #expect(entries([listed, other, Self.open("case#b", by: "control")]) == ["known.yaml:3", nil, nil])
    #expect(entries([Self.check("control#a", .fail), Self.open("case#b", by: "control")]) == [nil, nil])
    #expect(entries([listed, Self.open("case#b", by: "elsewhere")]) == ["known.yaml:3", nil])
  }

  @Test func anUnreadableReplyIsCoveredByItsOwner() {
    var owner = Self.check("c#invariant/sse-x", .expectedFail, exchange: "0001", listed: true)
    owner.requirement = "sse-x"
    let unread = Self.check("c#d", .inconclusive, blockedBy: "sse-x", cause: .transport)
    let cut = Self.check("c#e", .inconclusive, cause: .transport, exchange: "0001")
    let elsewhere = Self.check("c#f", .inconclusive, cause: .transport, exchange: "0002")
    #expect(entries([owner, unread, cut, elsewhere]) == ["known.yaml:3", "known.yaml:3", "known.yaml:3", nil])
  }

  @Test func whatTheModelDidNotGiveStaysAsItIs() {
    let listed = Self.check("control#a", .expectedFail, listed: true)
    let model = Self.check("case#b", .inconclusive, blockedBy: "control", cause: .model)
    #expect(entries([listed, model]) == ["known.yaml:3", nil])
  }

  @Test func theGateIsSatisfiedByWhatIsCovered() {
    let checks = ListedBlockers([
      Self.check("control#a", .expectedFail, listed: true), Self.open("case#b", by: "control"),
      Self.check("other#c", .pass),
    ]).covered()
    let decision = GateDecision.decide(gate: .must, requirements: [], checks: checks, complete: true)
    #expect(decision.code == .satisfied, "\(decision.reason)")
    let open = GateDecision.decide(
      gate: .must, requirements: [], checks: [Self.open("case#b", by: "x"), Self.check("other#c", .pass)],
      complete: true)
    #expect(open.code == .incomplete)
  }
}
