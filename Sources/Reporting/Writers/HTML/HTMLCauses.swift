import Contract

/// What broke, one article for every likely common cause, and a list of them before.
enum HTMLCauses {
  /// Causes shown with everything known; the others, less severe, take a line.
  private static let causesShown = 300
  /// Requirements shown at once, and other checks listed, under one cause.
  private static let requirementsShown = 6
  private static let checksListed = 100

  static func text(_ context: HTMLContext) -> String {
    let causes = context.causes
    let requirements = context.explained.count
    var html = "<section id=\"broken\">\n<h2>What broke"
    if causes.isEmpty { return html + "</h2>\n<p>Nothing that was judged is broken.</p>\n</section>\n" }
    let checks = causes.reduce(0) { $0 + $1.checks.count }
    html += " <small>\(causes.count.pluralized("likely cause")), \(requirements.pluralized("requirement")), "
    html += "\(checks.pluralized("check"))</small></h2>\n"
    html += index(causes.prefix(causesShown))
    for (place, cause) in causes.prefix(causesShown).enumerated() {
      html += article(cause, context, isFirst: place == 0)
    }
    return html + rest(Array(causes.dropFirst(causesShown)), context) + "</section>\n"
  }

  private static func index(_ causes: ArraySlice<CommonCause>) -> String {
    var html = HTMLText.scroll("causes") + "<table class=\"index\">\n<thead><tr>"
    for title in ["level", "finding", "requirements", "checks"] { html += "<th scope=\"col\">\(title)</th>" }
    html += "</tr></thead>\n<tbody>\n"
    for cause in causes {
      html += "<tr class=\"item\"\(attributes(cause))><td>\(badge(cause.level))</td><td><a href=\"#c-\(cause.id)\">"
      html += "\(HTMLText.excerpt(cause.title, limit: 200))</a>\(said(cause)) \(names(cause))\(advice(cause))</td>"
      html += "<td>\(cause.requirements.count)</td><td>\(cause.checks.count.grouped)</td></tr>\n"
    }
    return html + "</tbody>\n</table></div>\n"
  }

  /// What to do about it, as far as anybody knows.
  private static func advice(_ cause: CommonCause) -> String {
    guard let words = cause.known?.user ?? cause.known?.author else { return "" }
    return "<p class=\"advice\">\u{2192} \(HTMLText.excerpt(words, limit: 300))</p>"
  }

  /// What the server gave instead, when that is short enough to tell causes apart at a glance.
  private static func said(_ cause: CommonCause) -> String {
    guard let actual = cause.exemplar.actual, !actual.isEmpty, actual.utf8.count <= 400 else { return "" }
    return " \(HTMLText.code(actual, limit: 90))"
  }

  /// Causes for which a page has no room, shortly; the JSON report says the rest.
  private static func rest(_ causes: [CommonCause], _ context: HTMLContext) -> String {
    guard !causes.isEmpty else { return "" }
    var html = "<h3 class=\"more\">\(causes.count.pluralized("cause")) more, shortly</h3>\n"
    for cause in causes {
      html += "<article class=\"brief item\" id=\"c-\(cause.id)\"\(attributes(cause))>\(badge(cause.level)) "
      html += "\(HTMLText.excerpt(cause.title, limit: 200))\(said(cause))"
      for requirement in cause.requirements {
        html += " <span\(context.anchor("b", requirement.id))>\(HTMLRequirements.row(requirement.id, context))</span>"
      }
      html +=
        " <small\(context.anchor("k", cause.exemplar.id.description))>\(HTMLText.excerpt(cause.exemplar.id.description, limit: 200))"
      html += cause.checks.count > 1 ? " and \(cause.checks.count - 1) more</small>" : "</small>"
      html += "</article>\n"
    }
    return html
  }

  /// The requirements that are broken, as far as there is room.
  private static func names(_ cause: CommonCause) -> String {
    let names = cause.requirements.prefix(2).map { HTMLText.excerpt($0.id, limit: 60) }
    return "<small>\(names.joined(separator: ", "))\(cause.requirements.count > 2 ? " …" : "")</small>"
  }

  private static func article(_ cause: CommonCause, _ context: HTMLContext, isFirst: Bool) -> String {
    var html = "<article class=\"cause item\" id=\"c-\(cause.id)\"\(attributes(cause))>\n<h3>\(badge(cause.level)) "
    html += "\(HTMLText.excerpt(cause.title, limit: 500)) "
    html += "<a class=\"self\" href=\"#c-\(cause.id)\" title=\"link to this cause\">#</a></h3>\n"
    html += "<p class=\"meta\">\(tally(cause, context))</p>\n"
    html += cause.known.map(remedy) ?? ""
    html += broken(cause, context)
    html += HTMLCheck.text(cause.exemplar, context, opensExchange: isFirst)
    return html + others(cause, context) + "</article>\n"
  }

  /// What can be changed, and by whom.
  static func remedy(_ known: Report.Cause) -> String {
    var parts: [String] = []
    if let user = known.user { parts.append("<dt>you</dt><dd>\(HTMLText.excerpt(user, limit: 1000))</dd>") }
    if let author = known.author {
      parts.append("<dt>the server's author</dt><dd>\(HTMLText.excerpt(author, limit: 1000))</dd>")
    }
    if !known.links.isEmpty {
      let links = known.links.map { link in
        let text = HTMLText.excerpt(link, limit: 200)
        return link.hasPrefix("https://") ? "<a href=\"\(HTMLText.attribute(link))\">\(text)</a>" : text
      }
      parts.append("<dt>known as</dt><dd>\(links.joined(separator: " "))</dd>")
    }
    return parts.isEmpty ? "" : "<dl class=\"remedy\">\(parts.joined(separator: "\n"))</dl>\n"
  }

  /// How often, where, and whom it hurts.
  private static func tally(_ cause: CommonCause, _ context: HTMLContext) -> String {
    let ids = Set(cause.checks.compactMap(\.exchange))
    var parts = ["\(cause.checks.count.pluralized("check")) on \(ids.count.pluralized("exchange"))"]
    if !cause.endpoints.isEmpty {
      let places = cause.endpoints.prefix(3).map { HTMLText.code($0, limit: 100) }.joined(separator: ", ")
      parts.append(places + (cause.endpoints.count > 3 ? " and \(cause.endpoints.count - 3) more" : ""))
    }
    let clients = cause.clients.prefix(12).map { client in
      let tone = client.impact == .breaks ? "bad" : "unsure"
      return
        "<span class=\"count \(tone)\">\(client.impact.rawValue) \(HTMLText.excerpt(client.name, limit: 80))</span>"
    }
    if !clients.isEmpty { parts.append(clients.joined(separator: " ")) }
    return parts.joined(separator: " · ")
  }

  private static func broken(_ cause: CommonCause, _ context: HTMLContext) -> String {
    func line(_ requirement: Report.Requirement) -> String {
      var html = "<li\(context.anchor("b", requirement.id))>\(badge(requirement.level)) "
      html += "\(HTMLRequirements.row(requirement.id, context)) \(HTMLText.excerpt(requirement.text, limit: 400))"
      if !requirement.sources.isEmpty {
        html += " <small>source: \(HTMLRequirements.sources(requirement))</small>"
      }
      return html + "</li>\n"
    }
    var html = "<ul class=\"breaks\">\n"
    html += cause.requirements.prefix(requirementsShown).map(line).joined() + "</ul>\n"
    let rest = cause.requirements.dropFirst(requirementsShown)
    if !rest.isEmpty {
      html += "<details><summary>\(rest.count.pluralized("requirement")) more</summary>\n<ul class=\"breaks\">\n"
      html += rest.map(line).joined() + "</ul>\n</details>\n"
    }
    return html
  }

  private static func others(_ cause: CommonCause, _ context: HTMLContext) -> String {
    let others = cause.checks.filter { $0 != cause.exemplar }
    guard !others.isEmpty else { return "" }
    let shown = others.prefix(min(checksListed, context.checkBudget))
    context.checkBudget -= shown.count
    var html =
      "<details class=\"also\"><summary>the same in \(others.count.pluralized("more check"))</summary>\n<ul>\n"
    for check in shown {
      html += "<li\(context.anchor("k", check.id.description))>\(HTMLText.code(check.id.description, limit: 200))"
      if cause.requirements.count > 1 { html += " <small>\(HTMLText.excerpt(check.requirement, limit: 100))</small>" }
      if let actual = check.actual, actual != cause.exemplar.actual, !actual.isEmpty {
        html += " got \(HTMLText.code(actual, limit: 160))"
      }
      if let id = check.exchange { html += " <small>exchange \(HTMLText.excerpt(id, limit: 40))</small>" }
      html += "</li>\n"
    }
    html += "</ul>\n"
    if others.count > shown.count {
      html += "<p>and \((others.count - shown.count).pluralized("check")) more in the JSON report</p>\n"
    }
    return html + "</details>\n"
  }

  private static func attributes(_ cause: CommonCause) -> String {
    HTMLText.filterAttributes(
      levels: cause.requirements.map(\.level).uniqued, verdicts: cause.verdicts, areas: cause.areas)
  }

  private static func badge(_ level: Level) -> String { HTMLText.badge(level.rawValue, "level \(level.rawValue)") }
}
