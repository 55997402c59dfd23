import Contract
import Verdicts

/// Requirements as rows and reports as columns.
struct VerdictTable {
  struct Row {
    var requirement: Report.Requirement
    /// One a column; nil where the report does not know the requirement.
    var verdicts: [VerdictKind?]
    /// Whether the columns that know it disagree.
    var separates: Bool { Set(verdicts.compactMap { $0 }).count > 1 }
    var failures: Int { verdicts.count { $0 == .fail || $0 == .unexpectedPass } }
  }

  /// In the order in which the reports name the requirements.
  let rows: [Row]

  init(_ reports: [Report]) {
    var order: [String] = []
    var entries: [String: Report.Requirement] = [:]
    var verdicts: [String: [VerdictKind?]] = [:]
    for (column, report) in reports.enumerated() {
      for requirement in report.listedRequirements {
        if entries[requirement.id] == nil {
          order.append(requirement.id)
          entries[requirement.id] = requirement
          verdicts[requirement.id] = Array(repeating: nil, count: reports.count)
        }
        verdicts[requirement.id]?[column] = requirement.verdict
      }
    }
    rows = order.compactMap { id in entries[id].map { Row(requirement: $0, verdicts: verdicts[id] ?? []) } }
  }

  /// What separates the columns: by level, then where most fail, then in the order of the reports.
  static func separating(_ rows: [Row]) -> [Row] {
    Level.allCases.flatMap { level in
      let ofLevel = rows.filter { $0.separates && $0.requirement.level == level }
      return ofLevel.enumerated().sorted { ($1.element.failures, $0.offset) < ($0.element.failures, $1.offset) }.map(
        \.element)
    }
  }

  static func html(_ rows: [Row], columns: [String], pages: [PageLink?] = []) -> String {
    var html =
      HTMLText.scroll("requirements") + "<table class=\"verdicts\">\n<thead><tr><th scope=\"col\">requirement</th>"
    for column in columns { html += "<th scope=\"col\">\(HTMLText.excerpt(column, limit: 120))</th>" }
    html += "</tr></thead>\n<tbody>\n"
    for row in rows {
      html += "<tr><th scope=\"row\">\(HTMLText.badge(row.requirement.level.rawValue, "level")) "
      html +=
        "\(HTMLText.code(row.requirement.id, limit: 120))<br><small>\(HTMLText.excerpt(row.requirement.text, limit: 300))</small></th>"
      for (column, verdict) in row.verdicts.enumerated() {
        html += cell(verdict, row.requirement.id, page: pages.count > column ? pages[column] : nil)
      }
      html += "</tr>\n"
    }
    return html + "</tbody>\n</table></div>\n"
  }

  private static func cell(_ verdict: VerdictKind?, _ requirement: String, page: PageLink?) -> String {
    guard let verdict else { return "<td class=\"cell\"><span class=\"quiet\">not known</span></td>" }
    let word = "<span class=\"count \(verdict.tone)\">\(verdict.rawValue)</span>"
    return "<td class=\"cell\">\(HTMLText.linked(word, to: page, requirement))</td>"
  }

  static func markdown(_ rows: [Row], columns: [String], limit: Int) -> String {
    var text = "| level | requirement |\(columns.map { " \(MarkdownText.plain($0, limit: 80)) |" }.joined())\n"
    text += "|---|---|\(columns.map { _ in "---|" }.joined())\n"
    for row in rows.prefix(limit) {
      text += "| \(row.requirement.level.rawValue) | \(MarkdownText.plain(row.requirement.id, limit: 100)) |"
      text += row.verdicts.map { " \($0.map { $0 == .fail ? "**fail**" : $0.rawValue } ?? "") |" }.joined() + "\n"
    }
    return text + (rows.count > limit ? "\nand \(rows.count - limit) more\n" : "") + "\n"
  }

  static let style = """
    .verdicts{width:auto;min-width:60%}.verdicts thead th{position:sticky;top:0;background:var(--ground);
    vertical-align:bottom;max-width:12rem}
    .verdicts th[scope=row]{font-weight:400;min-width:16rem;max-width:34rem}.cell{white-space:nowrap}
    .verdicts td,.verdicts thead th{min-width:7rem}
    @media (max-width:44rem){.verdicts th[scope=row]{min-width:9rem;max-width:11rem}}
    .verdicts td code{white-space:nowrap}
    .verdicts tr:hover{background:var(--raised)}
    .bars{display:block;max-width:100%}rect.bad{fill:var(--bad)}rect.good{fill:var(--good)}
    rect.unsure{fill:var(--unsure)}rect.quiet{fill:var(--quiet-ground)}
    """

  /// How many requirements came to what, as a bar of `width` units: broken, open, sound, the rest.
  static func bar(_ report: Report, level: Level, width: Int = 120) -> String {
    let verdicts = report.requirements.filter { $0.level == level }.map(\.verdict)
    guard !verdicts.isEmpty else { return "" }
    var html = "<svg class=\"bars\" width=\"\(width)\" height=\"10\" aria-hidden=\"true\">"
    var x = 0
    for tone in ["bad", "unsure", "good", "quiet"] {
      let count = verdicts.count { $0.tone == tone }
      guard count > 0 else { continue }
      let share = max(2, count * width / verdicts.count)
      html += "<rect class=\"\(tone)\" x=\"\(x)\" y=\"0\" width=\"\(share)\" height=\"10\"></rect>"
      x += share
    }
    return html + "</svg>"
  }
}

extension Report {
  /// `LM Studio 0.4.1`, else where it is and which model it has.
  var serverLabel: String {
    if let implementation = target.implementation {
      return implementation.name + (implementation.version.map { " \($0)" } ?? "")
    }
    return "\(target.baseURL) \(target.model)"
  }

  /// Level by level what is broken: `12 of 210 must broken`.
  func brokenWords(_ level: Level) -> String {
    let ofLevel = requirements.filter { $0.level == level }
    let judged = ofLevel.filter(\.verdict.isJudged)
    return "\(judged.count { $0.verdict == .fail }) of \(judged.count) \(level.rawValue) broken"
  }
}
