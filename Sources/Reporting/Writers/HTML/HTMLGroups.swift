import Contract

/// What broke, what nobody could judge, and what is known and listed, requirement by requirement.
enum HTMLGroups {
  static func broken(_ report: Report) -> String {
    let groups = report.brokenGroups
    var html = "<section id=\"broken\">\n<h2>Broken <small>\(groups.count)</small></h2>\n"
    if groups.isEmpty { html += "<p>Nothing that was judged is broken.</p>\n" }
    let exchanges = Dictionary(report.exchanges.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for group in groups { html += article(group, exchanges) }
    return html + "</section>\n"
  }

  static func open(_ report: Report) -> String { list("open", "Not decided", report.openGroups) }
  static func expected(_ report: Report) -> String {
    list("expected", "Known and listed", report.expectedGroups)
  }

  /// Requirements without any check.
  static func unjudged(_ report: Report) -> String {
    guard let words = report.unjudgedWords else { return "" }
    let links = report.unjudgedRequirements.map { HTMLRequirements.link($0.id) }.joined(separator: " ")
    return
      "<section id=\"unjudged\">\n<h2>Not judged <small>\(report.unjudgedRequirements.count)</small></h2>\n"
      + "<p>\(words).</p>\n<p class=\"ids\">\(links)</p>\n</section>\n"
  }

  private static func article(_ group: CheckGroup, _ exchanges: [String: Report.Exchange]) -> String {
    let requirement = group.requirement
    let anchor = HTMLText.attribute(HTMLText.anchor("b", requirement.id))
    var html = "<details class=\"group\" open id=\"\(anchor)\">\n<summary>"
    html +=
      "\(HTMLText.badge(requirement.level.rawValue, "level")) \(HTMLText.code(requirement.id)) "
    html +=
      "<span class=\"words\">\(HTMLText.excerpt(requirement.text, limit: 500))</span></summary>\n"
    html += "<p class=\"meta\">\(meta(requirement))</p>\n"
    var limit = HTMLReportWriter.reproductionLimits.first
    for check in group.checks.prefix(HTMLReportWriter.checksShown) {
      html += HTMLCheck.text(check, exchange: check.exchange.flatMap { exchanges[$0] }, limit: limit)
      limit = HTMLReportWriter.reproductionLimits.others
    }
    if group.checks.count > HTMLReportWriter.checksShown {
      html += "<p>and \(counted(group.checks.count - HTMLReportWriter.checksShown, "check")) more "
      html += "in the JSON report</p>\n"
    }
    return html + "</details>\n"
  }

  /// Who is hurt, and where the requirement comes from.
  private static func meta(_ requirement: Report.Requirement) -> String {
    var parts: [String] = ["\(requirement.kind.rawValue) requirement"]
    if !requirement.clients.isEmpty {
      let clients = requirement.clients.map { client in
        let tone = client.impact == .breaks ? "bad" : "unsure"
        return
          "<span class=\"count \(tone)\">\(client.impact.rawValue) \(HTMLText.content(client.name))</span>"
      }
      parts.append(clients.joined(separator: " "))
    }
    if !requirement.sources.isEmpty { parts.append("source: \(HTMLRequirements.sources(requirement))") }
    return parts.joined(separator: " · ")
  }

  private static func list(_ anchor: String, _ title: String, _ groups: [CheckGroup]) -> String {
    guard !groups.isEmpty else { return "" }
    var html =
      "<section id=\"\(anchor)\">\n<h2>\(title) <small>\(groups.count)</small></h2>\n<ul class=\"plain\">\n"
    for group in groups {
      html += "<li>\(HTMLText.badge(group.requirement.level.rawValue, "level")) "
      html += "\(HTMLRequirements.link(group.requirement.id))\n<ul>\n"
      for check in group.checks.prefix(HTMLReportWriter.checksShown) {
        let said = check.message ?? check.reason ?? "no reason given"
        html += "<li><span class=\"count \(check.verdict.tone)\">\(check.verdict.rawValue)</span> "
        html += "\(HTMLText.code(check.id)) \(HTMLText.excerpt(said, limit: 500))</li>\n"
      }
      if group.checks.count > HTMLReportWriter.checksShown {
        html += "<li>and \(group.checks.count - HTMLReportWriter.checksShown) more</li>\n"
      }
      html += "</ul></li>\n"
    }
    return html + "</ul>\n</section>\n"
  }
}
