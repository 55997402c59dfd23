import Contract

/// Runs of servers over time: when each requirement turned.
public struct ReportHistory: Sendable {
  public struct Run: Sendable {
    /// Where the report is, as people find it.
    public var file: String
    public var report: Report
    public init(file: String, report: Report) {
      self.file = file
      self.report = report
    }
  }

  /// A requirement that came out differently than in the last run that judged it.
  struct Turn {
    var requirement: Report.Requirement
    var from: Verdict
    var to: Verdict
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
        var last: (verdict: Verdict, run: Int)?
        for (index, verdict) in row.verdicts.enumerated() {
          guard let verdict, verdict.isJudged || verdict == .unsupported else { continue }
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
      func note(_ what: String, _ a: String?, _ b: String?) { if a != b { words.append("\(what) \(a ?? "unknown") → \(b ?? "unknown")") } }
      note("version", old.target.implementation?.version, new.target.implementation?.version)
      note("suite", old.suite.version, new.suite.version)
      if old.suite.version == new.suite.version, old.suite.digest != new.suite.digest { words.append("another suite") }
      note("tool", old.tool.version, new.tool.version)
      return words
    }

    /// Requirements that turned at least once.
    var turnedRows: [VerdictTable.Row] {
      let ids = Set(turns.map(\.requirement.id))
      return Level.allCases.flatMap { level in table.rows.filter { $0.requirement.level == level && ids.contains($0.requirement.id) } }
    }
  }

  let servers: [Server]

  /// Runs are put in the order of their start; equal times in that of their files.
  public init(_ runs: [Run]) {
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

  public var runCount: Int { servers.reduce(0) { $0 + $1.runs.count } }
}

extension ReportHistory.Run {
  /// `2026-11-02 08:00, 0.4.1`.
  var label: String {
    let time = report.run.started.prefix(16).replacing("T", with: " ")
    return time + (report.target.implementation?.version.map { ", \($0)" } ?? "")
  }
}

/// The history as one page without network.
public struct HistoryHTMLWriter: Sendable {
  public init() {}

  public func write(_ history: ReportHistory) -> [UInt8] {
    var body = "<header>\n<h1>dropin history</h1>\n<p class=\"headline\">\(counted(history.runCount, "run")) of "
    body += "\(counted(history.servers.count, "server")).</p>\n</header>\n<main>\n"
    for (number, server) in history.servers.enumerated() { body += section(server, number) }
    return HTMLDocument.write(title: "dropin history", style: VerdictTable.style, body: body + "</main>\n")
  }

  private func section(_ server: ReportHistory.Server, _ number: Int) -> String {
    var html = "<section id=\"server-\(number)\">\n<h2>\(HTMLText.excerpt(server.label, limit: 200)) "
    html += "<small>\(counted(server.runs.count, "run")), \(counted(server.turns.count, "turn"))</small></h2>\n"
    html += "<div class=\"scroll\"><table class=\"verdicts\">\n<thead><tr><th scope=\"col\">run</th>"
    for level in Level.allCases { html += "<th scope=\"col\">\(level.rawValue)</th>" }
    html += "<th scope=\"col\">outcome</th><th scope=\"col\">report</th></tr></thead>\n<tbody>\n"
    for run in server.runs {
      html += "<tr><th scope=\"row\">\(HTMLText.excerpt(run.label, limit: 120))<br><small>suite "
      html += "\(HTMLText.excerpt(run.report.suite.version, limit: 60))</small></th>"
      for level in Level.allCases {
        html += "<td>\(VerdictTable.bar(run.report, level: level, width: 180))<small>\(run.report.brokenWords(level))</small></td>"
      }
      let code = run.report.summary.exitCode
      html += "<td>\(HTMLText.badge(MarkdownReportWriter.outcome(code), code == .satisfied ? "good" : code == .failure ? "bad" : "unsure"))</td>"
      html += "<td>\(HTMLText.code(run.file, limit: 200))</td></tr>\n"
    }
    html += "</tbody>\n</table></div>\n"
    guard !server.turns.isEmpty else { return html + "<p>No requirement turned.</p>\n</section>\n" }
    html += "<h3>When requirements turned</h3>\n<ul class=\"plain\">\n"
    for turn in server.turns {
      html += "<li>\(HTMLText.excerpt(server.runs[turn.at].label, limit: 120)) "
      html += "\(HTMLText.badge(turn.requirement.level.rawValue, "level")) \(HTMLText.code(turn.requirement.id, limit: 120)) "
      html += "<span class=\"count \(turn.from.tone)\">\(turn.from.rawValue)</span> → "
      html += "<span class=\"count \(turn.to.tone)\">\(turn.to.rawValue)</span> "
      html += "<small>\(HTMLText.excerpt(turn.circumstances.joined(separator: ", "), limit: 300))</small></li>\n"
    }
    html += "</ul>\n<h3>Run by run</h3>\n"
    return html + VerdictTable.html(server.turnedRows, columns: server.runs.map(\.label)) + "</section>\n"
  }
}

/// The history as Markdown.
public struct HistoryMarkdownWriter: Sendable {
  /// Turns shown at most of one server.
  var limit = 100
  public init() {}

  public func write(_ history: ReportHistory) -> [UInt8] {
    var text = "## dropin history\n\n"
    for server in history.servers {
      text += "### \(MarkdownText.plain(server.label, limit: 200))\n\n| run | suite | must | should | may | exit |\n|---|---|---|---|---|---:|\n"
      for run in server.runs {
        text += "| \(MarkdownText.plain(run.label, limit: 80)) | \(MarkdownText.plain(run.report.suite.version, limit: 40)) |"
        text += Level.allCases.map { " \(run.report.brokenWords($0)) |" }.joined() + " \(run.report.summary.exitCode.rawValue) |\n"
      }
      text += server.turns.isEmpty ? "\nNo requirement turned.\n\n" : "\n"
      for turn in server.turns.prefix(limit) {
        let why = turn.circumstances.isEmpty ? "" : " (\(MarkdownText.plain(turn.circumstances.joined(separator: ", "), limit: 200)))"
        text += "- \(MarkdownText.plain(server.runs[turn.at].label, limit: 80)): \(turn.requirement.level.rawValue) "
        text += "\(MarkdownText.code(turn.requirement.id, limit: 100)) \(turn.from.rawValue) &rarr; \(turn.to.rawValue)\(why)\n"
      }
      if server.turns.count > limit { text += "- and \(server.turns.count - limit) more\n" }
      text += server.turns.isEmpty ? "" : "\n"
    }
    return Array(text.utf8)
  }
}
