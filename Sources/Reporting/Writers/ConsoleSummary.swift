import Contract

/// The one screen at the end of a run: what works with which client, what is wrong and what to change, what it cost, and
/// where the rest is. At most 25 lines.
struct ConsoleSummary {
  let report: Report
  let width: Int
  let colour: Bool
  /// Files that hold the whole report.
  let paths: [String]

  static let lines = 25
  private static let clientLines = 10

  var text: String {
    var page = ConsolePage(colour: colour, width: width)
    let causes = report.commonCauses
    let code = report.summary.exitCode
    page.line(code.style, "\(code.words)  \(subject)")
    for words in report.run.limitWords.prefix(2) { page.line(.yellow, words) }
    let foot = footLines
    clients(&page, causes, room: min(Self.clientLines, max(2, Self.lines - page.lineCount - foot.count - 6)))
    self.causes(&page, causes, room: Self.lines - page.lineCount - foot.count - 2)
    page.gap()
    for (style, words) in foot { page.line(style, words) }
    return page.text
  }

  private var subject: String {
    let target = report.target
    let server = target.implementation.map { "\($0.name) \($0.version ?? "")" } ?? target.baseURL
    return "\(server), model \(target.model)"
  }

  private struct ClientGroup {
    var titles: [String]
    var verdict: Report.Client.Readiness
    var reason: String
  }

  /// Clients of which the same is to be said share their lines.
  private func clients(_ page: inout ConsolePage, _ causes: [CommonCause], room: Int) {
    var groups: [ClientGroup] = []
    for client in report.clients {
      let reason = reason(client, causes)
      if let index = groups.firstIndex(where: { $0.verdict == client.verdict && $0.reason == reason }) {
        groups[index].titles.append(client.title)
      } else {
        groups.append(ClientGroup(titles: [client.title], verdict: client.verdict, reason: reason))
      }
    }
    guard !groups.isEmpty else { return }
    page.gap()
    var left = room
    for (number, group) in groups.enumerated() {
      // Of a session those are missing for which nothing broke.
      let isAll = groups.count == 1 && report.clients.count > 2 && !report.run.isRecordedSession
      let names = isAll ? "All clients" : group.titles.joined(separator: ", ")
      let rest = groups.count - number - 1
      let lines = Lines.hanging(
        "\(names): \(group.reason)", indent: 2, into: width, atMost: max(1, min(3, left - rest)))
      guard left >= lines.count + (rest > 0 ? 1 : 0) else {
        page.line(.dim, "and \((groups[number...].reduce(0) { $0 + $1.titles.count }).pluralized("client")) more")
        return
      }
      left -= lines.count
      for line in lines { page.line(group.verdict.style, line) }
    }
  }

  /// Its tasks, with the numbers of the causes below.
  private func reason(_ client: Report.Client, _ causes: [CommonCause]) -> String {
    guard !client.tasks.isEmpty else { return client.sentence }
    return ClientSentence(client) { tasks, state in
      let names = Set(tasks.map(\.task))
      let numbers = causes.indices.filter { index in
        causes[index].known?.effects.contains {
          $0.client == client.name && $0.state == state && names.contains($0.task)
        } ?? false
      }
      let shown = numbers.prefix(4).map { "\($0 + 1)" }.joined(separator: ", ")
      return numbers.isEmpty ? "" : " (\(shown)\(numbers.count > 4 ? " …" : ""))"
    }.text
  }

  private func causes(_ page: inout ConsolePage, _ causes: [CommonCause], room: Int) {
    guard !causes.isEmpty, room >= 3 else { return }
    page.gap()
    // With many causes less is said of each.
    let layouts = [(2, 2), (2, 1), (1, 1)].map { titles, advice in
      causes.enumerated().map { lines(of: $1, number: $0 + 1, titles: titles, advice: advice) }
    }
    let layout = layouts.first { $0.reduce(0) { $0 + $1.count } < room } ?? layouts[1]
    var left = room - 1
    for (number, lines) in layout.enumerated() {
      guard left >= lines.count + (number == causes.count - 1 ? 0 : 1) else {
        page.line(.dim, "and \((causes.count - number).pluralized("cause")) more; -v shows them")
        return
      }
      left -= lines.count
      for (style, words) in lines { page.line(style, words) }
    }
  }

  private func lines(of cause: CommonCause, number: Int, titles: Int, advice: Int) -> [(ConsolePage.Style, String)] {
    let count = cause.checks.count > 1 ? " (\(cause.checks.count) checks)" : ""
    let style: ConsolePage.Style = cause.breaksClient ? .red : .yellow
    let lead = "\(number < 10 ? " " : "")\(number) "
    var lines = Lines.hanging("\(cause.title)\(count)", lead: lead, indent: 3, into: width, atMost: titles)
      .map { (style, $0) }
    if let words = cause.known?.user ?? cause.known?.author {
      lines += Lines.hanging(words, lead: "   \u{2192} ", indent: 5, into: width, atMost: advice).map { (.plain, $0) }
    }
    return lines
  }

  private var footLines: [(ConsolePage.Style, String)] {
    let run = report.run
    let judged = report.requirements.count { $0.verdict.isJudged }
    let listed = report.checks.count { $0.verdict == .expectedFail || $0.verdict == .flaky }
    let open = report.openGroups.count
    var counts = "\(judged.pluralized("requirement")) checked, \(report.brokenGroups.count) broken"
    if open > 0 { counts += ", \(open) not decided" }
    if listed > 0 { counts += ", \(listed.pluralized("check")) failed as listed" }
    let tokens = "\(run.inputTokens.grouped) tokens in, \(run.outputTokens.grouped) out"
    var lines: [(ConsolePage.Style, String)] = [
      (.plain, counts), (.dim, "\(run.requests.pluralized("request")), \(tokens), \(run.durationWords)"),
    ]
    if let list = report.expectations {
      let remarks = list.remarks.filter(\.entry.status.isProblem)
      for remark in remarks.prefix(3) {
        lines += Lines.hanging(remark.words, indent: 2, into: width, atMost: 2).map { (.red, $0) }
      }
      if remarks.count > 3 { lines.append((.red, "and \(remarks.count - 3) more entries of the list to change")) }
    }
    if let path = paths.first(where: { $0.hasSuffix(".html") }) ?? paths.first {
      lines.append((.plain, "report: \(path)"))
    }
    if let note = report.gateNote {
      lines += Lines.hanging(note, indent: 2, into: width, atMost: 3).map { (.yellow, $0) }
    }
    let code = report.summary.exitCode
    let reason = "exit \(code.rawValue): \(report.summary.exitReason)"
    return lines + Lines.hanging(reason, indent: 2, into: width, atMost: 3).map { (code.style, $0) }
  }

  /// Words on lines of a terminal.
  private enum Lines {
    /// Lines of which all but the first are set in, the last cut where there is more.
    static func hanging(_ words: String, lead: String = "", indent: Int, into width: Int, atMost limit: Int) -> [String]
    {
      let safe = VisibleText.of(words.utf8.count > 4096 ? Excerpt.of(words, limit: 4096) : words)
      let room = max(8, width - max(indent, DisplayWidth.of(lead)))
      var lines = DisplayWidth.wrap(safe, into: room)
      if lines.count > limit {
        let rest = lines[(limit - 1)...].joined(separator: " ")
        lines = lines.prefix(limit - 1) + [DisplayWidth.fit(rest, into: room)]
      }
      return lines.enumerated().map { ($0 == 0 ? lead : String(repeating: " ", count: indent)) + $1 }
    }
  }
}

extension ExitCode {
  fileprivate var style: ConsolePage.Style { self == .satisfied ? .green : .red }
}
