import Contract

/// The page of one server: whom it serves, what is wrong, what can be done, and how it came to be so.
struct SiteServerPage {
  static let causesShown = 60
  private static let findingsShown = 300
  private static let changesShown = 40

  let server: FieldSite.Server
  let frame: SiteFrame
  private var record: FieldRecord { server.current }

  static func path(_ server: FieldSite.Server) -> String { "servers/\(server.slug).html" }

  var file: SiteFile {
    let label = HTMLText.excerpt(record.server.label, limit: 200)
    let main = [clients, causes, findings, marks, history, replacement]
    return frame.page(
      Self.path(server), title: "dropin: \(record.server.label)", heading: label + badge, lead: notices + facts,
      main: main.joined())
  }

  private var badge: String {
    guard let words = record.badge else { return "" }
    return " \(HTMLText.badge(HTMLText.excerpt(words.message, limit: 80), words.tone == .good ? "good" : "bad"))"
  }

  private func notice(_ words: String) -> String { "<p class=\"notice\">\(words)</p>\n" }

  private var notices: String {
    var html = ""
    if record.origin == .persona {
      html += notice(
        "Not measured. \(HTMLText.excerpt(record.server.name, limit: 100)) does not run on the machine that makes this site. "
          + "What follows is dropin's reference server in its manner, so that you see what a page of it looks like; it claims "
          + "nothing about the server. <a href=\"#replace\">Replace it with a run of your own</a>.")
    }
    if let why = record.notJudged { html += notice("Not judged: \(HTMLText.excerpt(why, limit: 500))") }
    if !record.isComplete { html += notice("The run was not complete, so less was seen than there is to see.") }
    if !record.flipped.isEmpty {
      let ids = record.flipped.keys.sorted().prefix(20).map { SiteFrame.link(requirement: $0, from: "../") }
      html += notice("Not the same in every run: \(ids.joined(separator: " "))")
    }
    return html
  }

  private var facts: String {
    var pairs = [("judged", HTMLText.excerpt(record.day, limit: 20))]
    pairs.append(("behind it", HTMLText.excerpt(record.server.engineWords, limit: 100)))
    if let model = record.model { pairs.append(("model", HTMLText.code(model, limit: 120))) }
    if let package = record.server.package { pairs.append(("installed from", HTMLText.code(package, limit: 120))) }
    if let suite = record.suite {
      pairs.append(
        (
          "suite",
          "\(HTMLText.code(suite.version, limit: 60)) <small>\(HTMLText.excerpt(String(suite.digest.prefix(12)), limit: 60))</small>"
        ))
    }
    if record.requests > 0 { pairs.append(("requests", record.requests.grouped)) }
    if let bundle = record.bundle { pairs.append(("bundle", HTMLText.code(bundle, limit: 100))) }
    if record.badge != nil { pairs.append(("badge", "<a href=\"\(server.slug).svg\">\(server.slug).svg</a>")) }
    pairs.append(("data", "<a href=\"\(server.slug).json\">\(server.slug).json</a>"))
    let rows = pairs.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" }
    return "<dl class=\"facts\">\n\(rows.joined())</dl>\n"
  }

  private var shownCauses: ArraySlice<Report.Cause> { record.causes.prefix(Self.causesShown) }

  private var clients: String {
    guard !record.clients.isEmpty else {
      return record.notJudged == nil ? "<p>This run says nothing of any client: not tested.</p>\n" : ""
    }
    return HTMLOverview.clients(Array(record.clients.prefix(40))) { _ in "" }
      + HTMLTasks.text(Array(record.clients.prefix(40)), causes: Set(shownCauses.map(\.id)))
  }

  private var causes: String {
    guard !record.causes.isEmpty else { return "" }
    var html =
      "<section id=\"causes\">\n<h2>What is wrong, and what can be done <small>\(record.causes.count)</small></h2>\n"
    for cause in shownCauses {
      let anchor = HTMLText.attribute(HTMLText.anchor("c", cause.id))
      html += "<article class=\"cause\" id=\"\(anchor)\">\n<h3>\(HTMLText.excerpt(cause.sentence, limit: 400)) "
      html += "<a class=\"self\" href=\"#\(anchor)\" title=\"link to this cause\">#</a></h3>\n"
      html += "<p class=\"meta\">\(effects(cause))</p>\n\(HTMLCauses.remedy(cause))</article>\n"
    }
    if record.causes.count > shownCauses.count {
      html += "<p>and \(record.causes.count - shownCauses.count) more in the data</p>\n"
    }
    return html + "</section>\n"
  }

  /// Which tasks of which clients suffer by it.
  private func effects(_ cause: Report.Cause) -> String {
    let shown = cause.effects.prefix(24).map { effect in
      "<span class=\"count \(effect.state.tone)\">\(HTMLText.excerpt(effect.client, limit: 60)): "
        + "\(effect.state.words) \(HTMLText.excerpt(effect.task, limit: 60))</span>"
    }
    let more = cause.effects.count > shown.count ? " and \(cause.effects.count - shown.count) more" : ""
    return shown.isEmpty ? "No task of a known client suffers by it." : shown.joined(separator: " ") + more
  }

  private var findings: String {
    guard record.notJudged == nil else { return "" }
    let failures = record.failures()
    var html = "<section id=\"broken\">\n<h2>Requirements that failed <small>\(failures.count)</small></h2>\n"
    if failures.isEmpty { return html + "<p>None of those that were judged.</p>\n</section>\n" }
    html += "<div class=\"scroll\"><table class=\"list\">\n<thead><tr>"
    for title in ["level", "verdict", "requirement"] { html += "<th scope=\"col\">\(title)</th>" }
    html += "</tr></thead>\n<tbody>\n"
    for finding in failures.prefix(Self.findingsShown) {
      html += "<tr id=\"\(HTMLText.attribute(HTMLText.anchor("r", finding.requirement)))\"><td>"
      html += "\(HTMLText.badge(finding.level.rawValue, "level \(finding.level.rawValue)"))</td>"
      html += "<td>\(HTMLText.badge(finding.verdict.rawValue, finding.verdict.tone))</td>"
      html += "<td>\(SiteFrame.link(requirement: finding.requirement, from: "../")) "
      html += "\(HTMLText.excerpt(finding.message ?? "", limit: 240))</td></tr>\n"
    }
    html += "</tbody>\n</table></div>\n"
    if failures.count > Self.findingsShown {
      html += "<p>and \(failures.count - Self.findingsShown) more in the data</p>\n"
    }
    return html + "</section>\n"
  }

  private var marks: String {
    guard record.isMeasured, !record.marks.isEmpty else { return "" }
    var html = "<section id=\"marks\">\n<h2>Marks</h2>\n<ul class=\"plain\">\n"
    for mark in record.marks.prefix(10) {
      let tone = mark.state == "earned" ? "good" : mark.state == "missed" ? "bad" : "unsure"
      html +=
        "<li>\(HTMLText.badge(HTMLText.excerpt(mark.state, limit: 20), tone)) \(HTMLText.excerpt(mark.title, limit: 60))"
      html += mark.reason.map { ": \(HTMLText.excerpt($0, limit: 200))" } ?? ""
      html += "</li>\n"
    }
    return html + "</ul>\n</section>\n"
  }

  private var history: String {
    var html =
      "<section id=\"history\">\n<h2>History <small>\(server.records.count.pluralized("record"))</small></h2>\n"
    html +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"history\"><table class=\"versions\">\n<thead><tr>"
    for title in ["version", "day", "MUST broken", "SHOULD broken", "since the one before"] {
      html += "<th scope=\"col\">\(title)</th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    for (place, record) in server.records.enumerated().reversed().prefix(100) {
      let version = record.server.version ?? "unknown"
      html += "<tr id=\"\(HTMLText.attribute(HTMLText.anchor("v", version)))-\(place)\">"
      html +=
        "<th scope=\"row\">\(HTMLText.excerpt(version, limit: 60))</th><td>\(HTMLText.excerpt(record.day, limit: 20))</td>"
      if let why = record.notJudged {
        html += "<td colspan=\"3\">not judged: \(HTMLText.excerpt(why, limit: 200))</td></tr>\n"
        continue
      }
      html += "<td>\(record.failures(.must).count)</td><td>\(record.failures(.should).count)</td>"
      let before = server.records[..<place].last { $0.notJudged == nil && $0.origin == record.origin }
      html += "<td>\(before.map { changes(FieldChanges(from: $0, to: record)) } ?? "")"
      html += record.origin == .persona ? "as a persona" : ""
      html += "</td></tr>\n"
    }
    return html + "</tbody>\n</table></div>\n</section>\n"
  }

  private func changes(_ changes: FieldChanges) -> String {
    func list(_ ids: [String], _ tone: String, _ words: String) -> String {
      guard !ids.isEmpty else { return "" }
      let shown = ids.prefix(Self.changesShown / 4).map { SiteFrame.link(requirement: $0, from: "../") }
      let more = ids.count > shown.count ? " and \(ids.count - shown.count) more" : ""
      return "<span class=\"count \(tone)\">\(ids.count) \(words)</span> \(shown.joined(separator: " "))\(more) "
    }
    let html = list(changes.broken, "bad", "broken") + list(changes.mended, "good", "mended")
    let why = HTMLText.excerpt(changes.circumstances.joined(separator: ", "), limit: 200)
    return (html.isEmpty ? "nothing that both saw changed " : html) + "<small>\(why)</small>"
  }

  /// How anybody puts a run of the server in the place of an imitation.
  private var replacement: String {
    guard record.origin == .persona else { return "" }
    let name = HTMLText.excerpt(record.server.name, limit: 100)
    return """
      <section id="replace">
      <h2>Replace this in ten minutes</h2>
      <p>Start \(name) with a model that calls tools, and run dropin beside it. A run sends several hundred requests; on a
      small model it takes five to ten minutes.</p>
      <figure class="shell"><figcaption>on the machine with \(name)</figcaption><pre>dropin run http://localhost:1234 --server-name '\(name.replacing("&#39;", with: ""))' --server-version VERSION --report field=\(server.slug).json
      dropin bundle reports/last -o \(server.slug).tar.gz</pre></figure>
      <p>Put the first file into <code>reports/field/\(server.slug)/VERSION.json</code> and send it with the second one, as
      docs/bundles.md says. A run of the server itself takes the place of this page.</p>
      </section>

      """
  }
}

extension FieldRecord {
  /// What the server may show of itself; nil where nothing of it was seen.
  var badge: BadgeWords? {
    guard isMeasured else { return nil }
    let broken = failures(.must).count
    if broken > 0 { return BadgeWords(message: "\(broken) must broken", tone: .bad) }
    guard isComplete else { return nil }
    let earned = marks.filter { $0.state == "earned" }.map { Excerpt.of($0.title, limit: 40) }
    return BadgeWords(message: earned.isEmpty ? "no must broken" : earned.joined(separator: ", "), tone: .good)
  }
}
