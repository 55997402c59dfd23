import Contract
import Testing

@testable import Reporting

@Suite struct ExpectationUpdateTests {
  func update(
    _ text: String, _ checks: [Report.Check], ticket: String? = nil, grain: ExpectationUpdate.Grain = .check
  ) throws -> ExpectationUpdate.Outcome {
    let read = ExpectationReader.read(Array(text.utf8), file: "known.yaml")
    #expect(read.diagnostics == [])
    return try ExpectationUpdate(
      list: read.list, bytes: Array(text.utf8), today: try #require(CalendarDate("2026-11-02")), ticket: ticket,
      grain: grain
    ).apply(report(checks))
  }

  let list = """
    # What we know.
    format: 1
    expectations: # sorted

      # Streaming
      - address: "b#x" # to be repaired
        reason: gap
        ticket: "1"
      - { address: "d#x", reason: gap }

      # Tools
      - address: "f#x"
        reason: hole
    """

  func text(_ outcome: ExpectationUpdate.Outcome) -> String { String(decoding: outcome.bytes, as: UTF8.self) }

  @Test func nothingToDoChangesNoByte() throws {
    let outcome = try update(list, [check("b#x", .fail, "gap"), check("d#x", .inconclusive, "model-x")])
    #expect(!outcome.isChange && text(outcome) == list && outcome.lines == [])
  }

  @Test func addsWhereItSortsAndRemovesWhatPassed() throws {
    let outcome = try update(
      list,
      [check("c#x", .fail, "new"), check("d#x", .pass), check("a#x", .fail, "gap"), check("z[q=1]#x", .fail, "end")],
      ticket: "t 9")
    #expect(
      text(outcome) == """
        # What we know.
        format: 1
        expectations: # sorted
          - address: "a#x"
            reason: gap
            ticket: "t 9"
            since: 2026-11-02

          # Streaming
          - address: "b#x" # to be repaired
            reason: gap
            ticket: "1"
          - address: "c#x"
            reason: new
            ticket: "t 9"
            since: 2026-11-02

          # Tools
          - address: "f#x"
            reason: hole
          - address: "z[q=1]#x"
            reason: end
            ticket: "t 9"
            since: 2026-11-02

        """)
    #expect(outcome.lines.count == 4 && outcome.lines[0] == "- address: d#x (gap)")
  }

  @Test func anotherReasonReplacesTheEntry() throws {
    let outcome = try update(list, [check("f#x", .fail, "gap")])
    #expect(text(outcome).contains("- address: \"f#x\"\n    reason: gap"))
    #expect(!text(outcome).contains("hole"))
  }

  @Test func whatTheRunDidNotReachIsNeverRemoved() throws {
    let outcome = try update(list, [check("b#x", .pass)])
    #expect(!text(outcome).contains("b#x"))
    #expect(text(outcome).contains("d#x") && text(outcome).contains("f#x") && text(outcome).contains("# Streaming"))
  }

  @Test func aListThatBecomesEmptyCanBeReadAndFilledAgain() throws {
    let empty = try update("format: 1\nexpectations:\n  - { address: a, reason: b }\n", [check("a#x", .pass)])
    #expect(text(empty) == "format: 1\nexpectations: []\n")
    let filled = try update(text(empty), [check("a#x", .fail, "b")])
    #expect(text(filled) == "format: 1\nexpectations:\n  - address: \"a#x\"\n    reason: b\n    since: 2026-11-02\n")
    // Twice is once.
    #expect(try !update(text(filled), [check("a#x", .fail, "b")]).isChange)
  }

  @Test func aReportWithItsOverlayIsReadAsItWasJudged() throws {
    var expected = check("b#x", .expectedFail, "gap")
    expected.expectation = .init(entry: "known.yaml:6", reason: "gap")
    #expect(try !update(list, [expected]).isChange)
    #expect(try !text(update(list, [check("d#x", .unexpectedPass)])).contains("d#x"))
  }

  @Test func anExpiredEntryThatGoesOnIsForAPersonToDecide() throws {
    let old = "format: 1\nexpectations:\n  - { address: \"a#x\", reason: b, expires: 2026-10-01 }\n"
    let outcome = try update(old, [check("a#x", .fail, "b")])
    #expect(!outcome.isChange && outcome.lines.count == 1 && outcome.lines[0].hasPrefix("! known.yaml:3"))
    #expect(try text(update(old, [check("a#x", .pass)])) == "format: 1\nexpectations: []\n")
  }

  @Test func oneEntryForARequirement() throws {
    let checks = [check("a#x", .fail, "gap"), check("b#y", .fail, "gap"), check("b#z", .fail, "hole")]
    let outcome = try update(ExpectationUpdate.emptyList, checks, grain: .requirement)
    #expect(outcome.lines == ["+ requirement: hello-ok (gap)", "+ requirement: hello-ok (hole)"])
  }

  @Test func aLayoutThatCannotBeEditedIsRefused() {
    let flow = "format: 1\nexpectations: [{ address: a, reason: b }, { address: c, reason: d }]\n"
    #expect(throws: ExpectationUpdate.Problem.self) { try update(flow, [check("a#x", .pass)]) }
  }

  /// Whatever stands in a report from elsewhere, what is written can be read back.
  @Test func hostileAddressesAreQuoted() throws {
    let outcome = try update(
      ExpectationUpdate.emptyList, [check("a\"\n- {}: [x\u{1B}\u{202E}#'b'", .fail, "yes: no # \u{7}")])
    let read = ExpectationReader.read(outcome.bytes, file: "known.yaml")
    #expect(read.diagnostics == [])
    #expect(read.list.entries.map(\.reason) == ["yes: no # \u{7}"])
  }
}
