import Contract

/// Every version of every server that was judged, the newest first.
struct SiteVersionsPage {
  private static let shown = 1000

  let site: FieldSite
  let frame: SiteFrame

  var file: SiteFile {
    let client = site.clients.first
    let entries = site.servers.flatMap { server in server.records.map { (server: server, record: $0) } }
      .sorted { ($1.record.started, $0.server.slug) < ($0.record.started, $1.server.slug) }
    let engines = entries.map(\.record.server.engineWords).uniqued.sorted()
    var html = """
      <div class="filter" hidden>
      <label>find <input id="find" type="search" autocomplete="off" title="words of a server's name or version"></label>
      <label>behind it <select id="engine">\(SiteTablePage.options(engines))</select></label>
      <output id="shown" aria-live="polite"></output>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label="versions">
      <table class="field versions sortable">
      <thead><tr>
      """
    let title = client.map { [$0.title] } ?? []
    for title in ["server", "version", "day", "behind it"] + title + ["clients that work", "MUST broken"] {
      html += "<th scope=\"col\">\(HTMLText.excerpt(title, limit: 60))</th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    for (server, record) in entries.prefix(Self.shown) { html += row(server, record, client) }
    html += "</tbody>\n</table></div>\n"
    if entries.count > Self.shown { html += "<p>Older ones are on the pages of their servers.</p>\n" }
    return frame.page(
      "versions.html", title: "dropin: versions", heading: "Every version that was judged",
      lead:
        "<p class=\"headline\">\(entries.count.pluralized("record")) of \(site.servers.count.pluralized("server")).</p>\n",
      main: html)
  }

  private func row(_ server: FieldSite.Server, _ record: FieldRecord, _ client: FieldSite.Client?) -> String {
    let engine = record.server.engineWords
    var html =
      "<tr class=\"item\(record.origin == .persona ? " persona" : "")\" data-engine=\"\(HTMLText.attribute(engine))\">"
    html += "<th scope=\"row\">\(SiteFrame.link(server))</th>"
    html += "<td>\(HTMLText.excerpt(record.server.version ?? "\u{2013}", limit: 40))</td>"
    html += "<td>\(HTMLText.excerpt(record.day, limit: 10))</td><td>\(HTMLText.excerpt(engine, limit: 40))</td>"
    if record.notJudged != nil { return html + "<td colspan=\"\(client == nil ? 2 : 3)\">not judged</td></tr>\n" }
    if let client {
      let verdict = record.client(client.name)?.verdict
      html += "<td class=\"\(verdict?.tone ?? "unsure")\">\(verdict?.rawValue ?? "not tested")</td>"
    }
    let works = record.clients.count { $0.verdict == .works }
    return html + "<td>\(works) of \(record.clients.count)</td><td>\(record.failures(.must).count)</td></tr>\n"
  }
}
