import Verdicts
import Wire

/// Prints a `CaseAttempt`: a line a case, under it what does not hold and the response that shows it.
package struct CaseAttemptWriter {
  private let colour: Bool
  private let width: Int
  /// Whether to show every exchange whole, also of what holds.
  private let isVerbose: Bool

  /// Longer bodies are cut; the evidence of a run has all of them.
  private static let longestBody = 16_384

  package init(colour: Bool, width: Int, isVerbose: Bool) {
    (self.colour, self.width, self.isVerbose) = (colour, max(40, width), isVerbose)
  }

  package func write(_ attempt: CaseAttempt) -> [UInt8] {
    var page = ConsolePage(colour: colour, width: width)
    for address in attempt.addresses { write(address, of: attempt, to: &page) }
    for observation in attempt.report.observations { page.paragraph(.yellow, observation.sentence) }
    let checks = attempt.checks
    let counts = VerdictKind.allCases.compactMap { kind in
      let count = checks.count { $0.verdict == kind }
      return count > 0 ? "\(count) \(kind.rawValue)" : nil
    }
    let style: ConsolePage.Style =
      switch attempt.exitCode {
      case .satisfied: .green
      case .failure: .red
      default: .yellow
      }
    page.line(
      style,
      "\(attempt.addresses.count.pluralized("case")), \(checks.count.pluralized("check")): "
        + (counts.isEmpty ? "none" : counts.joined(separator: ", ")))
    return Array(page.text.utf8)
  }

  private func write(_ address: String, of attempt: CaseAttempt, to page: inout ConsolePage) {
    let checks = attempt.checks.filter { $0.id.caseAddress == address }
    let worst = checks.first { $0.verdict == .fail } ?? checks.first { $0.verdict.isUnsatisfied } ?? checks.first
    let verdict = worst?.verdict ?? .notRun
    page.line(verdict.style, "\(verdict.rawValue.uppercased())  \(address)")
    for check in checks where check.verdict.isUnsatisfied || check.verdict == .notApplicable {
      write(check, to: &page)
    }
    // A response that several cases share was sent for the first of them.
    let shared = checks.compactMap(\.exchange)
    let unsatisfied = Set(checks.filter(\.verdict.isUnsatisfied).compactMap(\.exchange))
    for (sender, exchange) in attempt.exchanges {
      let isOwn = sender == address || shared.contains(exchange.id)
      if isVerbose, isOwn {
        write(exchange, whole: true, to: &page)
      } else if unsatisfied.contains(exchange.id) {
        write(exchange, whole: false, to: &page)
      }
    }
    page.gap()
  }

  private func write(_ check: Report.Check, to page: inout ConsolePage) {
    page.line(check.verdict.style, "  \(check.verdict.rawValue) \(check.requirement) #\(check.id.claimText)")
    if let message = check.message ?? check.reason {
      page.row([(.plain, "", 2)], rest: message)
    }
    if let expected = check.expected { page.line(.plain, "    expected \(expected)") }
    if let actual = check.actual { page.line(.plain, "    got      \(actual)") }
    if let place = check.at?.words, !place.isEmpty { page.line(.dim, "    \(place)") }
  }

  private func write(_ exchange: Wire.Exchange, whole: Bool, to page: inout ConsolePage) {
    let request = exchange.request
    page.block(behind: "  > ", .dim, "\(request.method) \(request.url)")
    if whole {
      for field in request.headers { page.block(behind: "  > ", .dim, "\(field.name): \(field.value)") }
      if let body = request.body { write(body, behind: "  > ", to: &page) }
    }
    guard let response = exchange.response else {
      page.block(behind: "  < ", .red, "no answer")
      return writeEnd(exchange.end, to: &page)
    }
    page.block(behind: "  < ", .bold, response.head.statusLine)
    if whole {
      for field in response.head.headers { page.block(behind: "  < ", .dim, "\(field.name): \(field.value)") }
    }
    write(response.body, behind: "  < ", to: &page)
    if whole { for field in response.trailers { page.block(behind: "  < ", .dim, "\(field.name): \(field.value)") } }
    writeEnd(exchange.end, to: &page)
  }

  private func writeEnd(_ end: TransferEnd, to page: inout ConsolePage) {
    switch end {
    case .complete: break
    case .closedByClient: page.block(behind: "  * ", .dim, "dropin hung up, as the case asks")
    case .failed(let failure): page.block(behind: "  * ", .red, "\(failure.kind.rawValue): \(failure.detail)")
    }
  }

  private func write(_ body: [UInt8], behind prefix: String, to page: inout ConsolePage) {
    page.block(behind: prefix, .dim, "")
    guard !body.isEmpty else { return page.block(behind: prefix, .dim, "(no body)") }
    let shown = body.prefix(Self.longestBody)
    page.block(behind: prefix, .plain, String(decoding: shown, as: UTF8.self))
    if shown.count < body.count { page.block(behind: prefix, .dim, "… \(body.count - shown.count) more bytes") }
  }
}
