import Contract

/// Every requirement, area by area.
enum HTMLRequirements {
  static func text(_ report: Report) -> String {
    let requirements = report.listedRequirements
    var html =
      "<section id=\"requirements\">\n<h2>All requirements <small>\(requirements.count)</small></h2>\n"
    html += filter(requirements)
    var areas: [String] = []
    for requirement in requirements where !areas.contains(requirement.area) { areas.append(requirement.area) }
    for area in areas {
      let anchor = HTMLText.attribute(HTMLText.anchor("a", area))
      html += "<div class=\"area\" id=\"\(anchor)\">\n<h3>\(HTMLText.excerpt(area, limit: 100))</h3>\n"
      html += "<div class=\"scroll\"><table class=\"list\">\n<thead><tr>"
      for title in ["verdict", "level", "requirement", "checks"] { html += "<th scope=\"col\">\(title)</th>" }
      html += "</tr></thead>\n<tbody>\n"
      for requirement in requirements where requirement.area == area { html += row(requirement) }
      html += "</tbody>\n</table></div>\n</div>\n"
    }
    return html + "</section>\n"
  }

  private static func row(_ requirement: Report.Requirement) -> String {
    let verdict = requirement.verdict
    var html = "<tr id=\"\(HTMLText.attribute(HTMLText.anchor("r", requirement.id)))\""
    html += " data-verdict=\"\(verdict.rawValue)\" data-level=\"\(requirement.level.rawValue)\">"
    html += "<td>\(HTMLText.badge(verdict.rawValue, verdict.tone))</td>"
    html += "<td>\(requirement.level.rawValue)</td>"
    html += "<td><a class=\"self\" href=\"#\(HTMLText.attribute(HTMLText.anchor("r", requirement.id)))\">"
    html +=
      "\(HTMLText.code(requirement.id))</a> \(HTMLText.excerpt(requirement.text, limit: 500))"
    if !requirement.sources.isEmpty { html += "<br><small>\(sources(requirement))</small>" }
    if verdict == .fail || verdict == .unexpectedPass {
      html += " <a href=\"#\(HTMLText.attribute(HTMLText.anchor("b", requirement.id)))\">details</a>"
    }
    return html + "</td><td>\(HTMLAreas.cell(requirement.checks))</td></tr>\n"
  }

  /// Useless without scripts, so scripts make it appear.
  private static func filter(_ requirements: [Report.Requirement]) -> String {
    let counts = VerdictCounts(requirements.map(\.verdict))
    let verdicts = Verdict.worstFirst.filter { counts[$0] > 0 }.map(\.rawValue)
    return """
      <div class="filter" hidden>
      <label>find <input id="find" type="search" autocomplete="off"></label>
      <label>verdict <select id="verdict">\(options(verdicts))</select></label>
      <label>level <select id="level">\(options(Level.allCases.map(\.rawValue)))</select></label>
      <output id="shown" aria-live="polite"></output>
      </div>

      """
  }

  private static func options(_ words: [String]) -> String {
    "<option value=\"\">any</option>" + words.map { "<option>\($0)</option>" }.joined()
  }

  /// A link to the requirement's row.
  static func link(_ id: String) -> String {
    "<a href=\"#\(HTMLText.attribute(HTMLText.anchor("r", id)))\">\(HTMLText.code(id, limit: 120))</a>"
  }

  /// The sources, with a link where one names an issue of a repository.
  static func sources(_ requirement: Report.Requirement) -> String {
    requirement.sources.map { source in
      let words = "\(source.kind.rawValue) \(HTMLText.excerpt(source.reference, limit: 200))"
      guard source.kind == .issue,
        let match = source.reference.wholeMatch(of: /([A-Za-z0-9_.\-]+\/[A-Za-z0-9_.\-]+)#([0-9]+)/)
      else { return words }
      let address = "https://github.com/\(match.output.1)/issues/\(match.output.2)"
      return "<a rel=\"noreferrer noopener\" href=\"\(HTMLText.attribute(address))\">\(words)</a>"
    }.joined(separator: ", ")
  }
}
