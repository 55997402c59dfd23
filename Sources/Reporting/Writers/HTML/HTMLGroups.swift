import Contract

/// What nobody could judge, and what is known and listed, requirement by requirement.
enum HTMLGroups {
  /// Checks listed for each requirement.
  private static let checksShown = 10

  static func open(_ report: Report) -> String { list("open", title: "Not decided", groups: report.openGroups) }
  static func expected(_ report: Report) -> String {
    list("expected", title: "Known and listed", groups: report.expectedGroups)
  }

  /// Requirements without any check.
  static func unjudged(_ report: Report) -> String {
    guard let words = report.unjudgedWords else { return "" }
    let links = report.unjudgedRequirements.map { HTMLRequirements.link($0.id) }.joined(separator: " ")
    return
      "<section id=\"unjudged\">\n<h2>Not judged <small>\(report.unjudgedRequirements.count)</small></h2>\n"
      + "<p>\(words).</p>\n<p class=\"ids\">\(links)</p>\n</section>\n"
  }

  private static func list(_ anchor: String, title: String, groups: [CheckGroup]) -> String {
    guard !groups.isEmpty else { return "" }
    var html =
      "<section id=\"\(anchor)\">\n<h2>\(title) <small>\(groups.count)</small></h2>\n<ul class=\"plain\">\n"
    for group in groups {
      html += "<li>\(HTMLText.badge(group.requirement.level.rawValue, "level")) "
      html += "\(HTMLRequirements.link(group.requirement.id))\n<ul>\n"
      for check in group.checks.prefix(checksShown) {
        let said = check.message ?? check.reason ?? "no reason given"
        html += "<li><span class=\"count \(check.verdict.tone)\">\(check.verdict.rawValue)</span> "
        html += "\(HTMLText.code(check.id.description)) \(HTMLText.excerpt(said, limit: 500))</li>\n"
      }
      if group.checks.count > checksShown {
        html += "<li>and \(group.checks.count - checksShown) more</li>\n"
      }
      html += "</ul></li>\n"
    }
    return html + "</ul>\n</section>\n"
  }
}
