import Contract
import Verdicts

/// The first screen: what it means for each client, what was asked, and what it cost.
enum HTMLOverview {
  static func text(_ context: HTMLContext) -> String {
    let report = context.report
    let summary = report.summary
    var html = "<header>\n<p class=\"made\">\(excerpt("\(report.tool.name) \(report.tool.version)")) report, "
    html += "\(excerpt(report.run.started))</p>\n<h1>\(subject(report.target)) "
    html += "\(HTMLText.badge(summary.exitCode.words, tone(summary.exitCode)))</h1>\n"
    html += clients(context)
    for sentence in summary.headline { html += "<p class=\"headline\">\(excerpt(sentence))</p>\n" }
    html += "<p class=\"reason\">exit \(summary.exitCode.rawValue): \(excerpt(summary.exitReason))</p>\n"
    if let note = report.gateNote { html += "<p class=\"notice\">\(excerpt(note))</p>\n" }
    for words in report.run.limitWords { html += "<p class=\"notice\">Limited: \(excerpt(words))</p>\n" }
    for observation in report.observations {
      html += "<p class=\"notice\">\(excerpt(observation.sentence))\(evidence(observation))</p>\n"
    }
    return html + facts(report) + navigation(context) + "</header>\n"
  }

  /// The server's name when its author gave one, else its address.
  private static func subject(_ target: Report.Target) -> String {
    if let implementation = target.implementation { return HTMLTarget.name(implementation) }
    return HTMLText.excerpt(target.baseURL, limit: 200)
  }

  private static func facts(_ report: Report) -> String {
    let target = report.target
    var pairs = [
      ("target", HTMLText.code(target.baseURL)), ("model", HTMLText.code(target.model)),
      ("auth", target.auth.words),
      ("suite", "\(HTMLText.code(report.suite.version)) <small>\(digest(report.suite.digest))</small>"),
      ("cost", report.run.costWords),
    ]
    if let marks = report.marksWords { pairs.append(("marks", marks)) }
    let rows = pairs.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" }
    return "<dl class=\"facts\">\n\(rows.joined())</dl>\n"
  }

  /// Enough of a digest to tell suites apart by eye; the JSON report has all of it.
  private static func digest(_ digest: String) -> String {
    let hex = digest.hasPrefix("sha256:") ? digest.dropFirst(7) : digest[...]
    let isDigest =
      hex.utf8.count > 12 && hex.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    return HTMLText.excerpt(isDigest ? String(hex.prefix(12)) : digest, limit: 200)
  }

  private static func clients(_ context: HTMLContext) -> String {
    guard !context.report.clients.isEmpty else { return "" }
    return clients(context.report.clients) { which($0, context) }
  }

  /// - Parameter details: what follows the sentence of a client, as finished HTML.
  static func clients(_ clients: [Report.Client], details: (Report.Client) -> String) -> String {
    var html = "<ul class=\"clients\">\n"
    for client in clients {
      html += "<li class=\"\(client.verdict.tone)\"><span class=\"sign\">\(client.verdict.sign)</span>"
      html += "<div><p><strong>\(excerpt(client.title))</strong> "
      html += "\(HTMLText.badge(client.verdict.rawValue, client.verdict.tone)) \(excerpt(reason(client)))</p>\n"
      html += details(client)
      html += "</div></li>\n"
    }
    return html + "</ul>\n"
  }

  private static func which(_ client: Report.Client, _ context: HTMLContext) -> String {
    let kinds = [("broken", client.blocking), ("worse", client.degraded), ("undecided", client.undecided)]
      .filter { !$0.1.isEmpty }
    guard !kinds.isEmpty else { return "" }
    var html = "<details class=\"which\"><summary>"
    html += kinds.map { "\($0.1.count) \($0.0)" }.joined(separator: ", ") + "</summary>\n"
    for (label, ids) in kinds {
      let links = ids.prefix(40).map { HTMLRequirements.link($0, context) }.joined(separator: " ")
      let more = ids.count > 40 ? " and \(ids.count - 40) more" : ""
      html += "<p class=\"ids\">\(label): \(links)\(more)</p>\n"
    }
    return html + "</details>\n"
  }

  /// The reason without the verdict that stands before it.
  private static func reason(_ client: Report.Client) -> String {
    let words = client.sentence
    let verdict = client.verdict.rawValue
    guard words.hasPrefix(verdict) else { return words }
    return String(words.dropFirst(verdict.count).drop { " ,;".contains($0) })
  }

  private static func navigation(_ context: HTMLContext) -> String {
    let report = context.report
    var links = context.requirements.isEmpty ? [] : ["<a href=\"#areas\">At a glance</a>"]
    for (anchor, title, count) in [
      ("broken", "Causes", context.causes.count), ("open", "Not decided", report.openGroups.count),
      ("expected", "Known and listed", report.expectedGroups.count),
      ("unjudged", "Not judged", report.unjudgedRequirements.count),
    ] where count > 0 {
      links.append("<a href=\"#\(anchor)\">\(title) \(count)</a>")
    }
    links.append("<a href=\"#target\">Target</a>")
    links.append("<a href=\"#requirements\">All requirements \(context.requirements.count)</a>")
    return "<nav>\(links.joined(separator: "\n"))</nav>\n"
  }

  private static func evidence(_ observation: Report.Observation) -> String {
    guard !observation.evidence.isEmpty else { return "" }
    let ids = observation.evidence.prefix(5).map { HTMLText.code($0, limit: 60) }.joined(separator: " ")
    return " <small>exchanges \(ids)\(observation.evidence.count > 5 ? " …" : "")</small>"
  }

  private static func excerpt(_ text: String) -> String { HTMLText.excerpt(text, limit: 1000) }

  private static func tone(_ code: ExitCode) -> String {
    switch code {
    case .satisfied: "good"
    case .failure, .internalError: "bad"
    case .usage, .incomplete, .unreachable: "unsure"
    }
  }
}

extension VerdictKind {
  /// The class that colours it; the word itself always stands beside.
  var tone: String {
    switch self {
    case .pass: "good"
    case .fail, .unexpectedPass: "bad"
    case .inconclusive, .notRun, .expectedFail, .flaky: "unsure"
    case .unsupported, .recovered, .notApplicable: "quiet"
    }
  }
}

extension Report.Client.Readiness {
  var tone: String {
    switch self {
    case .works: "good"
    case .limited, .unknown: "unsure"
    case .breaks: "bad"
    }
  }

  /// A sign for those who do not see the colour.
  fileprivate var sign: String {
    switch self {
    case .works: "✓"
    case .limited: "!"
    case .unknown: "?"
    case .breaks: "✗"
    }
  }
}
