import Contract

/// The table of one client: servers and tasks. The first client's is the front page.
struct SiteTablePage {
  let site: FieldSite
  let frame: SiteFrame

  static func path(_ client: FieldSite.Client, in site: FieldSite) -> String {
    client.name == site.clients.first?.name ? "index.html" : "client-\(FieldSite.slug(client.name)).html"
  }

  /// - Parameter client: nil where no record speaks of any.
  func file(_ client: FieldSite.Client?) -> SiteFile {
    let title = client.map { HTMLText.excerpt($0.title, limit: 80) } ?? "any client"
    var lead = "<p class=\"headline\">\(count(client))</p>\n"
    if !site.clients.isEmpty { lead += "<ul class=\"who\">\n\(site.clients.map { tab($0, client) }.joined())</ul>\n" }
    return frame.page(
      client.map { Self.path($0, in: site) } ?? "index.html",
      title: "dropin: servers for \(client?.title ?? "clients")",
      heading: "Which servers work with \(title)", lead: lead, main: filter + table(client) + legend)
  }

  private func count(_ client: FieldSite.Client?) -> String {
    let judged = site.servers.filter { $0.current.isMeasured }
    let verdicts = judged.compactMap { $0.current.client(client?.name ?? "")?.verdict }
    let works = verdicts.count { $0 == .works }
    let limited = verdicts.count { $0 == .limited }
    return "\(judged.count.pluralized("server")) judged: \(works) work, \(limited) work in part."
  }

  private func tab(_ client: FieldSite.Client, _ current: FieldSite.Client?) -> String {
    let mark = client.name == current?.name ? " aria-current=\"page\"" : ""
    return
      "<li><a href=\"\(Self.path(client, in: site))\"\(mark)>\(HTMLText.excerpt(client.title, limit: 60))</a></li>\n"
  }

  private var filter: String {
    let engines = site.servers.map(\.current.server.engineWords).uniqued.sorted()
    return """
      <div class="filter" hidden>
      <label>find <input id="find" type="search" autocomplete="off" title="words of a server's name or version"></label>
      <label>behind it <select id="engine">\(SiteTablePage.options(engines))</select></label>
      <label>verdict <select id="verdict">\(SiteTablePage.options(Report.Client.Readiness.allCases.map(\.rawValue)))</select></label>
      <output id="shown" aria-live="polite"></output>
      </div>

      """
  }

  static func options(_ words: [String]) -> String {
    "<option value=\"\">any</option>"
      + words.map { "<option value=\"\(HTMLText.attribute($0))\">\(HTMLText.excerpt($0, limit: 60))</option>" }.joined()
  }

  private func table(_ client: FieldSite.Client?) -> String {
    var html = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"servers and tasks\">\n"
    html += "<table class=\"tasks field sortable\">\n<thead><tr>"
    let titles = ["server", "version", "behind it", "verdict"] + site.tasks.map(\.title) + ["MUST broken"]
    for title in titles { html += "<th scope=\"col\">\(HTMLText.excerpt(title, limit: 60))</th>" }
    html += "</tr></thead>\n<tbody>\n"
    for server in sorted(client) { html += row(server, client) }
    return html + "</tbody>\n</table></div>\n"
  }

  /// What works best is first; what was not seen is last.
  private func sorted(_ client: FieldSite.Client?) -> [FieldSite.Server] {
    func rank(_ server: FieldSite.Server) -> [Int] {
      let record = server.current
      let found = record.client(client?.name ?? "")
      let verdict = found.flatMap { Report.Client.Readiness.allCases.firstIndex(of: $0.verdict) } ?? 9
      return [
        record.isMeasured ? 0 : 1, verdict, -(found?.tasks.count { $0.state == .works } ?? 0),
        record.failures(.must).count,
      ]
    }
    return site.servers.map { ($0, rank($0)) }.sorted { left, right in
      left.1 == right.1 ? left.0.slug < right.0.slug : left.1.lexicographicallyPrecedes(right.1)
    }.map(\.0)
  }

  private func row(_ server: FieldSite.Server, _ client: FieldSite.Client?) -> String {
    let record = server.current
    let found = record.client(client?.name ?? "")
    let verdict = found?.verdict ?? .unknown
    var html = "<tr class=\"item\(record.origin == .persona ? " persona" : "")\" id=\"s-\(server.slug)\""
    html += " data-engine=\"\(HTMLText.attribute(record.server.engineWords))\" data-verdict=\"\(verdict.rawValue)\">"
    html += "<th scope=\"row\">\(SiteFrame.link(server))"
    if record.origin == .persona { html += " \(HTMLText.badge("persona, not measured", "unsure"))" }
    html += "</th><td>\(HTMLText.excerpt(record.server.version ?? "\u{2013}", limit: 40))</td>"
    html += "<td class=\"engine\">\(HTMLText.excerpt(record.server.engineWords, limit: 60))</td>"
    if let why = record.notJudged {
      return html
        + "<td colspan=\"\(site.tasks.count + 2)\">not judged: \(HTMLText.excerpt(why, limit: 200))</td></tr>\n"
    }
    html += "<td class=\"\(verdict.tone)\">\(found == nil ? "not tested" : verdict.rawValue)</td>"
    for task in site.tasks { html += cell(found?.tasks.first { $0.task == task.task }, server) }
    return html + "<td class=\"numeric\">\(record.failures(.must).count)</td></tr>\n"
  }

  /// A task that nobody reported was not tested.
  private func cell(_ task: Report.ClientTask?, _ server: FieldSite.Server) -> String {
    let state = task?.state ?? .notTested
    let listed = Set(server.current.causes.prefix(SiteServerPage.causesShown).map(\.id))
    guard let cause = task?.causes.first(where: listed.contains) else {
      return "<td class=\"\(state.tone)\">\(state.words)</td>"
    }
    let anchor = HTMLText.attribute(HTMLText.anchor("c", cause))
    return "<td class=\"\(state.tone)\"><a href=\"servers/\(server.slug).html#\(anchor)\">\(state.words)</a></td>"
  }

  private var legend: String {
    """
    <p class="meta">Worse: the client goes on and something is worse than with the original. A dash: the client does not do
    it. Not tested: this run could not say, so nothing is claimed. Every other cell leads to what is wrong and what can be done.</p>

    """
  }
}

extension FieldRecord {
  /// Whether the server itself was asked.
  var isMeasured: Bool { origin == .run && notJudged == nil }
}
