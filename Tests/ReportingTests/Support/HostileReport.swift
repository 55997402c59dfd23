import Contract
import Reporting
import Verdicts
import Wire

/// Everything a server could try on whoever reads the report.
enum Hostile {
  static let escape = "\u{1B}[31mred\u{1B}[0m\u{1B}]0;title\u{07}\u{9B}2J"
  static let bidi = "\u{202E}desrever\u{2066}isolate\u{200F}\u{FEFF}"
  static let html =
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`</td>"
    + "</pre></code></details>]]><!-- -->&amp;&#60;"
  static let markdown =
    "| a | b |\n|---|---|\n```\n# title\n@octocat #12 GH-12 www.example.com "
    + "https://example.com a@example.com :smile: ![i](x)"
  static let workflow = "\n::error file=x::owned\r\n::set-output name=a::b%0A##[error]x"
  static let controls =
    "\u{0}\u{1}\u{8}\u{B}\u{C}\u{E}\u{1F}\u{7F}\u{85}\u{2028}\u{2029}\u{FFFE}\u{FFFF}\u{1FFFE}"
  /// Marks that Swift sees as one `Character` with the accent upon them, and nobody else does.
  static let accents = ["'", "\"", "<b", ">", "&", "|", "`", "@", "%", ":", "\\", "*"].map { $0 + "\u{301}" }
    .joined()
  static let all = [escape, bidi, html, markdown, workflow, accents, controls].joined(separator: " ")
  static let megabyte = String(repeating: "<b>&\u{202E}`|", count: 100_000)
}

/// A report in which every text a server, a user or a suite has a say in is hostile.
func hostileReport() -> Report {
  let all = Hostile.all
  let place = Report.Place(event: Int.mostCount, byte: 0, pointer: "/" + all, elapsedMilliseconds: 1)
  let check = Report.Check(
    id: "case[\(all)]#check", requirement: all, level: .must, verdict: .fail, reason: all, message: all,
    expected: all, actual: Hostile.megabyte, at: place, exchange: all, reproduce: "curl '" + all + "'")
  var others: [Report.Check] = []
  for verdict in VerdictKind.allCases where verdict != .pass && verdict != .fail {
    others.append(
      .init(
        id: "case#\(verdict.rawValue)", requirement: "r-\(verdict.rawValue)", level: .should,
        verdict: verdict,
        reason: all, message: verdict == .inconclusive ? Hostile.megabyte : all))
  }
  let requirement = Report.Requirement(
    id: all, level: .must, kind: .wire, area: all, text: all, checks: VerdictCounts([.fail]),
    sources: [.init(kind: .issue, reference: all)], clients: [.init(name: all, impact: .breaks)])
  return Report(
    tool: .init(name: all, version: all), suite: .init(version: all, digest: all),
    target: .init(
      baseURL: all, model: all, auth: .init(mode: .required, source: .declared),
      implementation: .init(name: all, version: all),
      facts: [.init(name: all, value: all)]),
    run: .init(
      started: "2026-11-02T08:00:00Z", durationMilliseconds: 1, requests: 1, generatingRequests: 0,
      inputTokens: 0, outputTokens: 0, complete: false, profile: all, filter: all, interrupted: all),
    summary: .init(
      levels: Report.Summary.levels(of: [requirement]), gate: .must, exitCode: .incomplete, exitReason: all,
      headline: [all, Hostile.megabyte]),
    clients: [
      .init(
        name: all, title: all, verdict: .breaks, blocking: [all], degraded: [all], undecided: [all],
        sentence: all,
        tasks: [.init(task: all, title: all, state: .breaks, isCore: true, causes: [all, Hostile.megabyte])])
    ],
    causes: [
      .init(
        id: all, name: all, sentence: all, user: all, author: Hostile.megabyte, links: [all, "https://" + all],
        effects: [.init(client: all, task: all, state: .breaks)])
    ],
    requirements: [requirement], checks: [check] + others,
    exchanges: [
      .init(
        id: all, caseID: all, row: all, step: all, method: all, path: all, status: 200, end: all,
        totalMilliseconds: 1, bytes: 1, excerpt: hostileExhibit())
    ],
    observations: [.init(code: all, sentence: all, evidence: [all])])
}

/// Heads, bodies and event names that would like to be markup, with bytes that are no text and marks in awkward
/// places.
private func hostileExhibit() -> ExchangeExcerpt {
  let all = Hostile.all
  let body = Array(all.utf8) + [0xFF, 0xC3, 0x28, 0xE2, 0x82] + Array("<b>é</b>\r\n".utf8) + Array(all.utf8)
  let accent = Array(all.utf8).count + 9
  return ExchangeExcerpt(
    requestHeaders: [.init(all, all)], requestBody: BodyExcerpt(body), statusLine: all,
    responseHeaders: [.init(all, all)], trailers: [.init(all, all)],
    responseBody: BodyExcerpt(
      size: body.count * 2, pieces: [.init(offset: 0, bytes: body)],
      marks: [
        0..<3, 2..<5, accent..<(accent + 1), body.count - 1..<(body.count * 3), body.count * 9..<(body.count * 9),
      ]),
    timings: .init(firstByte: 10, ended: 5),
    moments: [
      .init(event: 0, name: all, microseconds: 1, isMarked: true),
      .init(event: Int.mostCount, name: "ping", microseconds: 3_600_000_000, isMarked: true),
    ], momentsLeftOut: 3, failure: all, framingFaults: [all])
}
