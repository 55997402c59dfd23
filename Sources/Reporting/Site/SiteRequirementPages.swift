import Contract
import Verdicts

/// A page for every requirement with who fails it, and the list of them.
struct SiteRequirementPages {
  private static let serversShown = 500

  let site: FieldSite
  let frame: SiteFrame
  /// Of every requirement, who is where. Of a server that was imitated nothing is said.
  private let found: [String: [(server: FieldSite.Server, finding: FieldRecord.Finding)]]
  private let passes: [String: Int]

  init(site: FieldSite, frame: SiteFrame) {
    (self.site, self.frame) = (site, frame)
    var found: [String: [(server: FieldSite.Server, finding: FieldRecord.Finding)]] = [:]
    var passes: [String: Int] = [:]
    for server in site.servers where server.current.isMeasured {
      for finding in server.current.findings { found[finding.requirement, default: []].append((server, finding)) }
      for id in server.current.passed { passes[id, default: 0] += 1 }
    }
    (self.found, self.passes) = (found, passes)
  }

  var files: [SiteFile] { [list] + site.requirements.map(page) }

  private func failing(_ id: String) -> [(server: FieldSite.Server, finding: FieldRecord.Finding)] {
    (found[id] ?? []).filter { $0.finding.verdict == .fail || $0.finding.verdict == .unexpectedPass }
  }

  private var list: SiteFile {
    var html = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"requirements\">\n"
    html += "<table class=\"field sortable\">\n<thead><tr>"
    for title in ["requirement", "level", "area", "servers that fail", "that pass"] {
      html += "<th scope=\"col\">\(title)</th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    let counted = site.requirements.map { ($0, failing($0.id).count) }
    for (requirement, count) in counted.enumerated().sorted(by: {
      ($1.element.1, $0.offset) < ($0.element.1, $1.offset)
    })
    .map(\.element) {
      html += "<tr><th scope=\"row\">\(SiteFrame.link(requirement: requirement.id))</th>"
      html += "<td>\(requirement.level.rawValue)</td><td>\(HTMLText.excerpt(requirement.area, limit: 60))</td>"
      html += "<td class=\"numeric\">\(count)</td><td class=\"numeric\">\(passes[requirement.id] ?? 0)</td></tr>\n"
    }
    return frame.page(
      "requirements.html", title: "dropin: requirements", heading: "What servers fail",
      lead:
        "<p class=\"headline\">\(site.requirements.count.pluralized("requirement")), those that most fail first.</p>\n",
      main: html + "</tbody>\n</table></div>\n")
  }

  private func page(_ requirement: Report.Requirement) -> SiteFile {
    let failing = failing(requirement.id)
    var html = "<section id=\"failing\">\n<h2>Who fails it <small>\(failing.count)</small></h2>\n"
    html += failing.isEmpty ? "<p>No server that was judged.</p>\n" : table(failing)
    html += "</section>\n<section id=\"others\">\n<h2>The others</h2>\n<ul class=\"plain\">\n"
    html += "<li>\((passes[requirement.id] ?? 0).pluralized("server")) pass.</li>\n"
    for verdict in VerdictKind.worstFirst where verdict != .fail && verdict != .unexpectedPass && verdict != .pass {
      let servers = (found[requirement.id] ?? []).filter { $0.finding.verdict == verdict }.map(\.server)
      guard !servers.isEmpty else { continue }
      let links = servers.prefix(Self.serversShown).map { SiteFrame.link($0, from: "../") }
      html += "<li>\(HTMLText.badge(verdict.rawValue, verdict.tone)) \(links.joined(separator: ", "))</li>\n"
    }
    html += "</ul>\n</section>\n"
    var lead = "<p class=\"headline\">\(HTMLText.excerpt(requirement.text, limit: 1000))</p>\n"
    if !requirement.sources.isEmpty {
      lead += "<p class=\"meta\">source: \(HTMLRequirements.sources(requirement))</p>\n"
    }
    return frame.page(
      SiteFrame.path(ofRequirement: requirement.id), title: "dropin: \(requirement.id)",
      heading: "\(HTMLText.code(requirement.id, limit: 200)) "
        + HTMLText.badge(requirement.level.rawValue, "level \(requirement.level.rawValue)"), lead: lead, main: html)
  }

  private func table(_ failing: [(server: FieldSite.Server, finding: FieldRecord.Finding)]) -> String {
    var html = "<div class=\"scroll\"><table class=\"list\">\n<thead><tr>"
    for title in ["server", "version", "what was seen"] { html += "<th scope=\"col\">\(title)</th>" }
    html += "</tr></thead>\n<tbody>\n"
    for (server, finding) in failing.prefix(Self.serversShown) {
      html += "<tr id=\"s-\(server.slug)\"><td>\(SiteFrame.link(server, from: "../"))</td>"
      html += "<td>\(HTMLText.excerpt(server.current.server.version ?? "", limit: 40))</td>"
      html += "<td>\(HTMLText.excerpt(finding.message ?? "", limit: 240))</td></tr>\n"
    }
    return html + "</tbody>\n</table></div>\n"
  }
}
