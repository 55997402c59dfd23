import Contract
import Verdicts

/// What is printed at the end of a run: one screen, or with everything after it.
package struct ConsoleReportWriter: ReportWriter {
  package static let name = "console"
  /// Whether to colour; the caller decides by terminal, `NO_COLOR` and flags.
  package var colour: Bool
  /// Columns to keep within; at least 40 are used.
  package var width: Int
  /// Requirements shown at most under each heading.
  package var limit: Int
  /// Files that hold the whole report, to be named at the end.
  package var reports: [String]

  /// Whether the screen is followed by what broke, requirement by requirement.
  package var isVerbose: Bool

  package init(
    colour: Bool = false, width: Int = 100, limit: Int = 40, reports: [String] = [], isVerbose: Bool = false
  ) {
    self.isVerbose = isVerbose
    self.colour = colour
    self.width = max(40, width)
    self.limit = limit
    self.reports = reports
  }

  package func write(_ report: Report) -> [UInt8] {
    let summary = ConsoleSummary(report: report, width: width, colour: colour, paths: reports).text
    return Array((isVerbose ? details(report) + "\n" + summary : summary).utf8)
  }

  private func details(_ report: Report) -> String {
    var page = ConsolePage(colour: colour, width: width)
    head(report, &page)
    clients(report, &page)
    counts(report, &page)
    let broken = report.brokenSummary
    groups("BROKEN", broken.shown, on: &page, detailed: true)
    for (observation, groups) in broken.repeated {
      let ids = groups.map(\.requirement.id).joined(separator: ", ")
      page.paragraph(
        .yellow, "\(observation.code) also breaks \(groups.count.pluralized("requirement")): \(ids)")
    }
    let open = report.openGroups
    groups("NOT DECIDED", open.filter { !$0.waitsForControl }, on: &page, detailed: false)
    let waiting = open.count { $0.waitsForControl }
    if waiting > 0 {
      page.gap()
      page.line(.yellow, "NOT CHECKED because a control fails: \(waiting.pluralized("requirement"))")
    }
    groups("KNOWN AND LISTED", report.expectedGroups, on: &page, detailed: false)
    expectations(report, &page)
    foot(report, &page)
    return page.text
  }

  private func expectations(_ report: Report, _ page: inout ConsolePage) {
    guard let list = report.expectations else { return }
    page.gap()
    page.line(.bold, "EXPECTATIONS")
    page.line(.plain, list.summary)
    for remark in list.remarks.prefix(limit) {
      page.paragraph(remark.entry.status.isProblem ? .red : .yellow, remark.words)
    }
    if list.remarks.count > limit { page.line(.dim, "and \(list.remarks.count - limit) more") }
  }

  private func head(_ report: Report, _ page: inout ConsolePage) {
    let target = report.target
    page.line(.bold, "\(report.tool.name) \(report.tool.version), suite \(report.suite.version)")
    page.line(.plain, "\(target.baseURL), model \(target.model), auth \(target.auth.words)")
    if let implementation = target.implementation {
      page.line(.plain, "\(implementation.name) \(implementation.version ?? "")")
    }
    page.line(.dim, report.run.costWords)
    for words in report.run.limitWords { page.line(.yellow, words) }
    for sentence in report.summary.headline { page.paragraph(.bold, sentence) }
    for observation in report.observations { page.paragraph(.yellow, observation.sentence) }
  }

  private func clients(_ report: Report, _ page: inout ConsolePage) {
    guard !report.clients.isEmpty else { return }
    page.gap()
    let titles = report.clients.map { min(DisplayWidth.of($0.title), width / 3) }.max() ?? 0
    for client in report.clients {
      page.row(
        [(.bold, client.title, titles), (client.verdict.style, client.verdict.rawValue, 7)],
        rest: client.sentence)
    }
  }

  private func counts(_ report: Report, _ page: inout ConsolePage) {
    page.gap()
    for entry in report.summary.levels {
      let present = VerdictKind.allCases.filter { entry.counts[$0] > 0 }
      let words = present.map { "\(entry.counts[$0]) \($0.rawValue)" }.joined(separator: ", ")
      let gate = entry.level == report.summary.decidingLevel ? " (gate)" : ""
      page.row([(.bold, "\(entry.level.rawValue)\(gate)", 13)], rest: words.isEmpty ? "none" : words)
    }
  }

  private func groups(
    _ title: String, _ groups: [CheckGroup], on page: inout ConsolePage, detailed: Bool
  ) {
    guard !groups.isEmpty else { return }
    page.gap()
    page.line(.bold, "\(title): \(groups.count.pluralized("requirement"))")
    for group in groups.prefix(limit) {
      guard let check = group.checks.first else { continue }
      let more = group.checks.count > 1 ? " (\(group.checks.count) checks)" : ""
      let said = check.message ?? check.reason ?? ""
      page.line(
        check.verdict.style,
        "\(group.requirement.level.rawValue) \(group.requirement.id)\(more): \(check.verdict.rawValue)"
          + (said.isEmpty ? "" : ", \(said)"))
      if detailed { detail(check, &page) }
    }
    if groups.count > limit { page.line(.dim, "… and \(groups.count - limit) more in the report") }
  }

  private func detail(_ check: Report.Check, _ page: inout ConsolePage) {
    if let expected = check.expected { page.line(.plain, "    expected \(expected)") }
    if let actual = check.actual { page.line(.plain, "    got      \(actual)") }
    let place = check.at.map { $0.words.isEmpty ? "" : ", \($0.words)" } ?? ""
    page.line(.dim, "    \(check.id)\(place)\(check.exchange.map { ", exchange \($0)" } ?? "")")
  }

  private func foot(_ report: Report, _ page: inout ConsolePage) {
    page.gap()
    if let words = report.unjudgedWords { page.line(.dim, words) }
    for path in reports { page.line(.plain, "report: \(path)") }
    let code = report.summary.exitCode
    page.paragraph(code == .satisfied ? .green : .red, "exit \(code.rawValue): \(report.summary.exitReason)")
  }
}
