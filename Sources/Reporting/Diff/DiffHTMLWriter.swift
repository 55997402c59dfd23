/// For people who would rather look than read: one file without network.
package struct DiffHTMLWriter: DiffWriter {
  /// Checks shown of one requirement.
  static let checksShown = 20
  /// Of the newer report.
  var page: PageLink?

  package func write(_ diff: ReportDiff) -> [UInt8] {
    HTMLDocument.write(
      title: "dropin diff: \(diff.new.target.model)", style: Self.style,
      body: head(diff) + "<main>\n" + latency(diff)
        + DiffChange.Cause.allCases.map { section(diff, $0) }.joined() + "</main>\n")
  }

  private func head(_ diff: ReportDiff) -> String {
    let isGood = diff.exitCode == .satisfied
    var html = "<header>\n<h1>dropin diff "
    html += HTMLText.badge(isGood ? "nothing got worse" : "something got worse", isGood ? "good" : "bad") + "</h1>\n"
    html += "<p class=\"headline\">\(HTMLText.excerpt(diff.exitReason, limit: 600))</p>\n<dl class=\"facts\">\n"
    for (label, report) in [("old", diff.old), ("new", diff.new)] {
      html += "<div><dt>\(label)</dt><dd>\(HTMLText.code(report.sideWords, limit: 400))</dd></div>\n"
    }
    html += "</dl>\n"
    for note in diff.notes { html += "<p class=\"notice\">\(HTMLText.excerpt(note, limit: 400))</p>\n" }
    html += HTMLText.scroll("causes") + "<table class=\"causes\">\n<thead><tr><th scope=\"col\">cause</th>"
    for direction in DiffChange.Direction.allCases { html += "<th scope=\"col\">\(direction.rawValue)</th>" }
    html += "<th scope=\"col\"></th></tr></thead>\n<tbody>\n"
    let most =
      DiffChange.Cause.allCases.map { cause in
        DiffChange.Direction.allCases.map { diff.count(cause, $0) }.reduce(0, +)
      }.max() ?? 0
    for cause in DiffChange.Cause.allCases {
      let gated = diff.gate.causes.contains(cause) ? " <small>gate</small>" : ""
      let name = diff.words(cause) == nil ? cause.rawValue : "<a href=\"#\(cause.rawValue)\">\(cause.rawValue)</a>"
      html += "<tr><th scope=\"row\">\(name)\(gated)</th>"
      for direction in DiffChange.Direction.allCases {
        let count = diff.count(cause, direction)
        html += "<td>\(count == 0 ? "" : "<span class=\"count \(direction.tone)\">\(count)</span>")</td>"
      }
      html += "<td class=\"counts\">\(bar(diff, cause: cause, most: most))</td></tr>\n"
    }
    return html + "</tbody>\n</table></div>\n</header>\n"
  }

  private func bar(_ diff: ReportDiff, cause: DiffChange.Cause, most: Int) -> String {
    guard most > 0 else { return "" }
    var html = "<svg width=\"300\" height=\"14\" aria-hidden=\"true\">"
    var x = 0
    for direction in DiffChange.Direction.allCases {
      let width = diff.count(cause, direction) * 300 / most
      let shown = diff.count(cause, direction) > 0 ? max(2, width) : 0
      html += "<rect class=\"\(direction.tone)\" x=\"\(x)\" y=\"1\" width=\"\(shown)\" height=\"12\"></rect>"
      x += shown
    }
    return html + "</svg>"
  }

  private func latency(_ diff: ReportDiff) -> String {
    guard !diff.latency.isEmpty else { return "" }
    var html = "<section id=\"latency\">\n<h2>latency</h2>\n<ul class=\"plain\">\n"
    for change in diff.latency {
      html +=
        "<li>\(HTMLText.badge(change.direction.rawValue, change.direction.tone)) \(HTMLText.content(change.words))</li>\n"
    }
    return html + "</ul>\n</section>\n"
  }

  private func section(_ diff: ReportDiff, _ cause: DiffChange.Cause) -> String {
    let groups = diff.groups(cause)
    guard !groups.isEmpty else { return "" }
    var html =
      "<section id=\"\(cause.rawValue)\">\n<h2>\(cause.rawValue) <small>\(HTMLText.content(diff.words(cause) ?? ""))</small></h2>\n"
    for group in groups {
      html += "<details class=\"group\"\(group.direction == .worse ? " open" : "")>\n<summary>"
      html +=
        "\(HTMLText.badge(group.direction.rawValue, group.direction.tone)) \(HTMLText.badge(group.level.rawValue, "level")) "
      html += "\(HTMLText.code(group.requirement, limit: 200)) <small>\(group.changes.count.pluralized("check"))"
      html += "\(group.gates ? ", gates" : "")</small></summary>\n<ul class=\"plain\">\n"
      for change in group.changes.prefix(Self.checksShown) {
        html +=
          "<li>\(HTMLText.code(change.check.description, limit: 300))<br>\(side(change.old)) → "
        html += "\(HTMLText.linked(side(change.new), to: change.new == nil ? nil : page, group.requirement)) "
        html += "\(HTMLText.excerpt(change.message ?? "", limit: 600))</li>\n"
      }
      if group.changes.count > Self.checksShown {
        html += "<li>and \(group.changes.count - Self.checksShown) more</li>\n"
      }
      html += "</ul></details>\n"
    }
    return html + "</section>\n"
  }

  private func side(_ side: DiffChange.Side?) -> String {
    guard let side else { return "<span class=\"count quiet\">absent</span>" }
    let reasons = side.reasons.isEmpty ? "" : " \(HTMLText.code(side.reasons.joined(separator: ", "), limit: 200))"
    return "<span class=\"count \(side.verdict.tone)\">\(side.verdict.rawValue)</span>\(reasons)"
  }

  static let style = """
    .causes{width:auto}.causes td{white-space:nowrap}.counts svg{display:block;margin-top:.3rem}
    rect.bad{fill:var(--bad)}rect.good{fill:var(--good)}rect.unsure{fill:var(--unsure)}
    """
}
