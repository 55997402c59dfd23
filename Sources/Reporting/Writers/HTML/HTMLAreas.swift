import Contract
import Verdicts
import Wire

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
    var html = "<section id=\"areas\">\n<h2>At a glance <small>requirements by area and level</small></h2>\n"
    html += HTMLText.scroll("areas") + "<table class=\"matrix\">\n<thead><tr><th scope=\"col\">area</th>"
    for level in Level.allCases {
      let gate = level == report.summary.decidingLevel ? " <small>gate</small>" : ""
      html += "<th scope=\"col\">\(level.rawValue)\(gate)</th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    for area in areas {
      html += "<tr><th scope=\"row\"><a href=\"#\(HTMLText.attribute(HTMLText.anchor("a", area)))\">"
      html += "\(HTMLText.excerpt(area, limit: 100))</a></th>"
      for level in Level.allCases { html += "<td>\(share(counts[area]?[level] ?? VerdictCounts()))</td>" }
      html += "</tr>\n"
    }
    html += "</tbody>\n<tfoot><tr><th scope=\"row\">all</th>"
    for level in Level.allCases {
      let all = VerdictCounts(requirements.lazy.filter { $0.level == level }.map(\.verdict))
      html += "<td>\(share(all))</td>"
    }
    return html + "</tr></tfoot>\n</table></div>\n</section>\n"
  }

  /// A bar of tones and what is wrong in words.
  private static func share(_ counts: VerdictCounts) -> String {
    guard counts.total > 0 else { return "" }
    func sum(_ tone: String) -> Int {
      VerdictKind.worstFirst.reduce(0) { $0 + ($1.tone == tone ? counts[$1] : 0) }
    }
    let (bad, unsure, good) = (sum("bad"), sum("unsure"), sum("good"))
    var bar = "<svg class=\"bar\" width=\"100%\" height=\"6\" aria-hidden=\"true\">"
    var start = 0
    for (tone, count) in [("bad", bad), ("unsure", unsure), ("good", good), ("quiet", sum("quiet"))] where count > 0 {
      bar += "<rect class=\"\(tone)\" x=\"\((Double(start) / Double(counts.total)).percent)\" y=\"0\""
      bar += " width=\"\((Double(count) / Double(counts.total)).percent)\" height=\"6\"></rect>"
      start += count
    }
    bar += "</svg>"
    var words: [String] = []
    if bad > 0 { words.append("<span class=\"number bad\">\(bad) broken</span>") }
    if unsure > 0 { words.append("<span class=\"number unsure\">\(unsure) open</span>") }
    if words.isEmpty { words.append(good > 0 ? "<span class=\"number good\">\(good) hold</span>" : "none judged") }
    return "\(bar)<small>\(words.joined(separator: ", ")) of \(counts.total)</small>"
  }

  /// Counts with the worst first.
  static func cell(_ counts: VerdictCounts) -> String {
    let present = VerdictKind.worstFirst.filter { counts[$0] > 0 }
    return present.map { "<span class=\"count \($0.tone)\">\(counts[$0]) \($0.rawValue)</span>" }
      .joined(separator: " ")
  }
}
