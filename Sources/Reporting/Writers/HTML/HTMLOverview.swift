import Contract

/// The first screen: the outcome, what it means for each client, what was asked and what it cost.
enum HTMLOverview {
  static func text(_ report: Report) -> String {
    let summary = report.summary
    var html = "<header>\n<h1>dropin <span class=\"badge \(tone(summary.exitCode))\">"
    html += "\(MarkdownReportWriter.outcome(summary.exitCode))</span></h1>\n"
    for sentence in summary.headline { html += "<p class=\"headline\">\(excerpt(sentence))</p>\n" }
    html += "<p class=\"reason\">exit \(summary.exitCode.rawValue): \(excerpt(summary.exitReason))</p>\n"
    html += clients(report) + facts(report)
    for words in report.run.limitWords { html += "<p class=\"notice\">Limited: \(excerpt(words))</p>\n" }
    for observation in report.observations {
      html += "<p class=\"notice\">\(excerpt(observation.sentence))\(evidence(observation))</p>\n"
    }
    return html + navigation(report) + "</header>\n"
  }

  private static func facts(_ report: Report) -> String {
    let target = report.target
    var pairs = [
      ("target", HTMLText.code(target.baseURL)), ("model", HTMLText.code(target.model)),
      ("auth", target.auth.words),
    ]
    if let implementation = target.implementation {
      pairs.append(("server", HTMLTarget.name(implementation)))
    }
    pairs += [
      (
        "suite", "\(HTMLText.code(report.suite.version)) <small>\(HTMLText.code(report.suite.digest))</small>"
      ),
      ("cost", report.run.costWords),
      (
        "made",
        excerpt("\(report.run.started) by \(report.tool.name) \(report.tool.version)")
      ),
    ]
    let rows = pairs.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" }
    return "<dl class=\"facts\">\n\(rows.joined())</dl>\n"
  }

  private static func clients(_ report: Report) -> String {
    guard !report.clients.isEmpty else { return "" }
    var html = "<h2>Clients</h2>\n<ul class=\"clients\">\n"
    for client in report.clients {
      html += "<li class=\"card \(client.verdict.tone)\"><h3>\(excerpt(client.title)) "
      html += "\(HTMLText.badge(client.verdict.rawValue, client.verdict.tone))</h3>\n"
      html += "<p>\(excerpt(client.reason))</p>\n"
      for (label, ids) in [
        ("blocked by", client.blocking), ("worse by", client.degraded), ("undecided", client.undecided),
      ] where !ids.isEmpty {
        let links = ids.prefix(12).map { HTMLRequirements.link($0) }.joined(separator: " ")
        let more = ids.count > 12 ? " and \(ids.count - 12) more" : ""
        html += "<p class=\"ids\">\(label) \(links)\(more)</p>\n"
      }
      html += "</li>\n"
    }
    return html + "</ul>\n"
  }

  private static func navigation(_ report: Report) -> String {
    var links = report.listedRequirements.isEmpty ? [] : ["<a href=\"#areas\">Areas</a>"]
    for (anchor, title, count) in [
      ("broken", "Broken", report.brokenGroups.count), ("open", "Not decided", report.openGroups.count),
      ("expected", "Known and listed", report.expectedGroups.count),
      ("unjudged", "Not judged", report.unjudgedRequirements.count),
    ] where count > 0 {
      links.append("<a href=\"#\(anchor)\">\(title) \(count)</a>")
    }
    links.append("<a href=\"#target\">Target</a>")
    links.append("<a href=\"#requirements\">All requirements \(report.listedRequirements.count)</a>")
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

extension Verdict {
  /// The class that colours it; the word itself always stands beside.
  var tone: String {
    switch self {
    case .pass: "good"
    case .fail, .unexpectedPass: "bad"
    case .inconclusive, .notRun, .expectedFail, .flaky: "unsure"
    case .unsupported, .notApplicable: "quiet"
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
}
