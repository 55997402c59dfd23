import Contract

/// The table of areas and levels: where it hurts.
enum HTMLAreas {
  static func text(_ report: Report) -> String {
    let requirements = report.listedRequirements
    var areas: [String] = []
    var counts: [String: [Level: VerdictCounts]] = [:]
    for requirement in requirements {
      if counts[requirement.area] == nil { areas.append(requirement.area) }
      counts[requirement.area, default: [:]][requirement.level, default: VerdictCounts()][
        requirement.verdict] += 1
    }
    guard !areas.isEmpty else { return "" }
    var html = "<section id=\"areas\">\n<h2>Areas</h2>\n<div class=\"scroll\"><table class=\"matrix\">\n"
    html += "<thead><tr><th scope=\"col\">area</th>"
    for level in Level.allCases {
      let gate = level == report.summary.gate ? " <small>gate</small>" : ""
      html += "<th scope=\"col\">\(level.rawValue)\(gate)</th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    for area in areas {
      html += "<tr><th scope=\"row\"><a href=\"#\(HTMLText.attribute(HTMLText.anchor("a", area)))\">"
      html += "\(HTMLText.excerpt(area, limit: 100))</a></th>"
      for level in Level.allCases { html += "<td>\(cell(counts[area]?[level] ?? VerdictCounts()))</td>" }
      html += "</tr>\n"
    }
    html += "</tbody>\n<tfoot><tr><th scope=\"row\">all</th>"
    for level in Level.allCases {
      let all = VerdictCounts(requirements.lazy.filter { $0.level == level }.map(\.verdict))
      html += "<td>\(cell(all))</td>"
    }
    return html + "</tr></tfoot>\n</table></div>\n</section>\n"
  }

  /// Counts with the worst first.
  static func cell(_ counts: VerdictCounts) -> String {
    let present = Verdict.worstFirst.filter { counts[$0] > 0 }
    return present.map { "<span class=\"count \($0.tone)\">\(counts[$0]) \($0.rawValue)</span>" }
      .joined(separator: " ")
  }
}
