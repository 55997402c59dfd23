import Contract

/// Every requirement, area by area.
enum HTMLRequirements {
  static func text(_ context: HTMLContext) -> String {
    let requirements = context.requirements
    var html =
      "<section id=\"requirements\">\n<h2>All requirements <small>\(requirements.count)</small></h2>\n"
    var areas: [String] = []
    for requirement in requirements where !areas.contains(requirement.area) { areas.append(requirement.area) }
    for area in areas {
      let anchor = HTMLText.attribute(HTMLText.anchor("a", area))
      html += "<div class=\"area\" id=\"\(anchor)\">\n<h3>\(HTMLText.excerpt(area, limit: 100))</h3>\n"
      html += HTMLText.scroll("requirements") + "<table class=\"list\">\n<thead><tr>"
      for title in ["verdict", "level", "requirement", "checks"] { html += "<th scope=\"col\">\(title)</th>" }
      html += "</tr></thead>\n<tbody>\n"
      for requirement in requirements where requirement.area == area { html += row(requirement, context) }
      html += "</tbody>\n</table></div>\n</div>\n"
    }
    return html + "</section>\n"
  }

  private static func row(_ requirement: Report.Requirement, _ context: HTMLContext) -> String {
    let verdict = requirement.verdict
    var html = "<tr class=\"item\"\(context.anchor("r", requirement.id))"
    html += HTMLText.filterAttributes(levels: [requirement.level], verdicts: [verdict], areas: [requirement.area]) + ">"
    html += "<td>\(HTMLText.badge(verdict.rawValue, verdict.tone))</td>"
    html += "<td>\(requirement.level.rawValue)</td>"
    html += "<td><a class=\"self\" href=\"#\(HTMLText.attribute(HTMLText.anchor("r", requirement.id)))\">"
    html +=
      "\(HTMLText.code(requirement.id))</a> \(HTMLText.excerpt(requirement.text, limit: 500))"
    if !requirement.sources.isEmpty { html += "<br><small>\(sources(requirement))</small>" }
    if context.explained.contains(requirement.id) {
      html += " <a href=\"#\(HTMLText.attribute(HTMLText.anchor("b", requirement.id)))\">what broke</a>"
    }
    return html + "</td><td>\(HTMLAreas.cell(requirement.checks))</td></tr>\n"
  }

  /// A link to the requirement's row.
  static func link(_ id: String) -> String {
    "<a href=\"#\(HTMLText.attribute(HTMLText.anchor("r", id)))\">\(HTMLText.code(id, limit: 120))</a>"
  }

  /// A link to what broke the requirement, else to its row; only its name when the page has neither.
  static func link(_ id: String, _ context: HTMLContext) -> String {
    guard context.explained.contains(id) else { return row(id, context) }
    return "<a href=\"#\(HTMLText.attribute(HTMLText.anchor("b", id)))\">\(HTMLText.code(id, limit: 120))</a>"
  }

  /// A link to the requirement's row when there is one.
  static func row(_ id: String, _ context: HTMLContext) -> String {
    context.isListed(id) ? link(id) : HTMLText.code(id, limit: 120)
  }

  /// The address of an issue of a repository, which older reports do not have.
  private static func issue(_ source: RequirementSource) -> String? {
    guard source.kind == .issue,
      let match = source.reference.wholeMatch(of: /([A-Za-z0-9_.\-]+\/[A-Za-z0-9_.\-]+)#([0-9]+)/)
    else { return nil }
    return "https://github.com/\(match.output.1)/issues/\(match.output.2)"
  }

  /// The sources, with a link where one can be read by everybody.
  static func sources(_ requirement: Report.Requirement) -> String {
    requirement.sources.map { source in
      let words = "\(source.kind.rawValue) \(HTMLText.excerpt(source.reference, limit: 200))"
      // A report may come from anywhere: no other scheme becomes a link.
      guard let address = source.url ?? issue(source), address.hasPrefix("https://") else { return words }
      return "<a rel=\"noreferrer noopener\" href=\"\(HTMLText.attribute(address))\">\(words)</a>"
    }.joined(separator: ", ")
  }
}
