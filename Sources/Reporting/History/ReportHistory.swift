import Contract
import Verdicts

/// Runs of servers over time: when each requirement turned.
package struct ReportHistory: Sendable {
  package struct Run: Sendable {
    /// Where the report is, as people find it.
    package var file: String
    package var report: Report
    package init(file: String, report: Report) {
      self.file = file
      self.report = report
    }
  }

  /// A requirement that came out differently than in the last run that judged it.
  struct Turn {
    var requirement: Report.Requirement
    var from: VerdictKind
    var to: VerdictKind
    /// The index of the run.
    var at: Int
    /// What else was different between them.
    var circumstances: [String]
  }

  /// One server with one model.
  struct Server {
    var label: String
    /// From the earliest.
    var runs: [Run]
    let table: VerdictTable
    let turns: [Turn]

    init(label: String, runs: [Run]) {
      self.label = label
      self.runs = runs
      table = VerdictTable(runs.map(\.report))
      turns = Server.turns(runs, table)
    }

    /// By run, then level, then in the order of the reports. What a run did not judge turns nothing.
    private static func turns(_ runs: [Run], _ table: VerdictTable) -> [Turn] {
      var turns: [Turn] = []
      for row in table.rows {
        var last: (verdict: VerdictKind, run: Int)?
        for (index, verdict) in row.verdicts.enumerated() {
          guard let verdict, verdict.isJudged || verdict == .unsupported || verdict == .recovered else { continue }
          if let last, last.verdict != verdict {
            turns.append(
              Turn(
                requirement: row.requirement, from: last.verdict, to: verdict, at: index,
                circumstances: circumstances(runs[last.run].report, runs[index].report)))
          }
          last = (verdict, index)
        }
      }
      return runs.indices.flatMap { run in
        Level.allCases.flatMap { level in turns.filter { $0.at == run && $0.requirement.level == level } }
      }
    }

    private static func circumstances(_ old: Report, _ new: Report) -> [String] {
      var words: [String] = []
      func note(_ what: String, from a: String?, to b: String?) {
        if a != b { words.append("\(what) \(a ?? "unknown") → \(b ?? "unknown")") }
      }
      note("version", from: old.target.implementation?.version, to: new.target.implementation?.version)
      note("suite", from: old.suite.version, to: new.suite.version)
      if old.suite.version == new.suite.version, old.suite.digest != new.suite.digest { words.append("another suite") }
      note("tool", from: old.tool.version, to: new.tool.version)
      return words
    }

    /// Requirements that turned at least once.
    var turnedRows: [VerdictTable.Row] {
      let ids = Set(turns.map(\.requirement.id))
      return Level.allCases.flatMap { level in
        table.rows.filter { $0.requirement.level == level && ids.contains($0.requirement.id) }
      }
    }
  }

  let servers: [Server]

  /// Runs are put in the order of their start; equal times in that of their files.
  package init(_ runs: [Run]) {
    let sorted = runs.sorted { ($0.report.run.started, $0.file) < ($1.report.run.started, $1.file) }
    var order: [String] = []
    var byServer: [String: [Run]] = [:]
    for run in sorted {
      let target = run.report.target
      let label = "\(target.implementation?.name ?? target.baseURL), model \(target.model)"
      if byServer[label] == nil { order.append(label) }
      byServer[label, default: []].append(run)
    }
    servers = order.map { Server(label: $0, runs: byServer[$0] ?? []) }
  }

  package var runCount: Int { servers.reduce(0) { $0 + $1.runs.count } }
}

extension ReportHistory.Run {
  /// `2026-11-02 08:00, 0.4.1`.
  var label: String {
    let time = report.run.started.prefix(16).replacing("T", with: " ")
    return time + (report.target.implementation?.version.map { ", \($0)" } ?? "")
  }
}
