import Contract
import Testing
import Verdicts
import Wire

@testable import Reporting

struct MarkTests {
  private typealias States = [(task: String, state: Report.TaskState, isCore: Bool)]

  private func client(_ name: String, _ tasks: States = []) -> Report.Client {
    let works: States = [("chat", .works, true), ("think", .works, false), ("images", .notUsed, false)]
    let changed = works.map { task in tasks.first { $0.task == task.task } ?? task }
    return Report.Client(
      name: name, title: name, verdict: .works, sentence: "",
      tasks: changed.map { Report.ClientTask(task: $0.task, title: $0.task, state: $0.state, isCore: $0.isCore) })
  }

  /// A whole run in which everything holds.
  private func report(_ change: (inout Report) -> Void = { _ in }) -> Report {
    var report = sampleReport()
    report.run.complete = true
    (report.run.filter, report.run.profile, report.run.shard) = (nil, nil, nil)
    report.clients = [client("claude-code"), client("python-sdk-2"), client("typescript-sdk"), client("curl")]
    for index in report.requirements.indices { report.requirements[index].verdict = .pass }
    change(&report)
    return report
  }

  private func words(_ report: Report) -> [String] { report.marks.map(\.state.word) }

  @Test func aServerWhereEverythingHoldsHasEarnedAll() {
    #expect(words(report()) == ["earned", "earned", "earned"])
    #expect(report().earnedMarks == [.complete])
    #expect(report().marksWords == "complete")
  }

  @Test func aBrokenCoreTaskOfOneClientCostsItsMarks() {
    let broken = report { $0.clients[0] = client("claude-code", [("chat", .breaks, true)]) }
    #expect(words(broken) == ["missed", "earned", "missed"])
    #expect(broken.state(of: .runsClaudeCode) == .missed("claude-code, chat: breaks"))
    #expect(broken.marksWords == "serves the SDKs")
    let sdk = report { $0.clients[2] = client("typescript-sdk", [("think", .breaks, false)]) }
    #expect(words(sdk) == ["earned", "missed", "missed"])
  }

  @Test func whatIsWorseBesideTheCoreCostsOnlyTheGreatest() {
    let worse = report { $0.clients[0] = client("claude-code", [("think", .worse, false)]) }
    #expect(words(worse) == ["earned", "earned", "missed"])
    #expect(
      words(report { $0.clients[3] = client("curl", [("think", .worse, false)]) }) == ["earned", "earned", "missed"])
    let core = report { $0.clients[0] = client("claude-code", [("chat", .worse, true)]) }
    #expect(words(core) == ["missed", "earned", "missed"])
  }

  @Test func whatWasNotTestedIsUndecided() {
    let open = report { $0.clients[0] = client("claude-code", [("chat", .notTested, true)]) }
    #expect(words(open) == ["undecided", "earned", "undecided"])
    #expect(words(report { $0.clients = [] }) == ["undecided", "undecided", "undecided"])
  }

  @Test func aPartProvesNothingAndCanStillShowWhatIsBroken() {
    for part in [
      report { $0.run.profile = "quick" }, report { $0.run.complete = false }, report { $0.run.filter = "--case x" },
    ] {
      #expect(words(part) == ["undecided", "undecided", "undecided"])
      #expect(part.marksWords == nil)
    }
    let broken = report {
      $0.run.profile = "quick"
      $0.clients[0] = client("claude-code", [("chat", .breaks, true)])
    }
    #expect(words(broken) == ["missed", "undecided", "missed"])
  }

  @Test(arguments: [
    (Level.must, VerdictKind.fail, "missed"), (.should, .fail, "missed"), (.may, .fail, "earned"),
    (.must, .expectedFail, "missed"), (.should, .unsupported, "earned"), (.must, .unsupported, "earned"),
    (.should, .recovered, "missed"),
    (.must, .inconclusive, "undecided"), (.should, .inconclusive, "earned"), (.must, .notApplicable, "earned"),
  ])
  func everyMustAndShouldHasToHold(_ level: Level, _ verdict: VerdictKind, _ state: String) {
    let changed = report {
      $0.requirements[0].level = level
      $0.requirements[0].kind = .wire
      $0.requirements[0].verdict = verdict
    }
    #expect(changed.state(of: .complete).word == state)
  }

  @Test func theyAreInTheReportAndOnTheBadge() {
    let json = report().json["marks"]
    #expect(json?[2] == ["mark": "complete", "title": "complete", "state": "earned"])
    let open = report { $0.run.profile = "quick" }.json["marks"]?[0]
    #expect(open?["reason"]?.string == "only a part of the suite was run")
    var satisfied = report()
    satisfied.summary.exitCode = .satisfied
    #expect(BadgeWords(satisfied).message == "complete")
    satisfied.summary.exitCode = .failure
    #expect(BadgeWords(satisfied).message != "complete")
    #expect(String(decoding: MarkdownReportWriter().write(report()), as: UTF8.self).contains("- marks: complete\n"))
  }
}
