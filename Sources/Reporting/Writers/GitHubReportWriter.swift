import Contract
import Wire

/// Workflow commands for GitHub Actions: one annotation for the outcome, then one for each cause of
/// failures with its remedy. Printed to the log of a step.
package struct GitHubReportWriter: ReportWriter {
  package static let name = "github"
  /// GitHub shows this many errors and this many warnings of a step.
  package var limit: Int

  package init(limit: Int = 10) { self.limit = limit }

  package func write(_ report: Report) -> [UInt8] {
    let summary = report.summary
    let isGood = summary.exitCode == .satisfied
    let outcome =
      [summary.exitReason] + report.clients.map { "\($0.title): \($0.verdict.rawValue). \($0.sentence)" }
    var lines = [
      command(isGood ? "notice" : "error", title: "dropin exit \(summary.exitCode.rawValue)", outcome)
    ]
    var left = ["error": isGood ? limit : limit - 1, "warning": limit]
    let annotations =
      report.commonCauses.map { cause in
        let kind = gates(cause, report) ? "error" : "warning"
        return (kind, annotation(cause, kind))
      }
      + report.openGroups.filter { $0.requirement.gatingLevel >= summary.gate }.map { ("warning", annotation($0)) }
    for (kind, line) in annotations where left[kind, default: 0] > 0 {
      left[kind, default: 0] -= 1
      lines.append(line)
    }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  private func gates(_ cause: CommonCause, _ report: Report) -> Bool {
    let failed = Set(cause.checks.filter { $0.verdict == .fail }.map(\.requirement))
    return cause.checks.contains { $0.verdict == .unexpectedPass }
      || cause.requirements.contains { $0.gatingLevel >= report.summary.gate && failed.contains($0.id) }
  }

  /// One cause: what is wrong, what can be changed, and the check that shows it best.
  private func annotation(_ cause: CommonCause, _ kind: String) -> String {
    let check = cause.exemplar
    var lines: [String] = []
    if let user = cause.known?.user { lines.append("you can change: \(user)") }
    if let author = cause.known?.author { lines.append("the server can change: \(author)") }
    if check.message != cause.title, let message = check.message { lines.append(message) }
    if let expected = check.expected { lines.append("expected \(Excerpt.of(expected, limit: 300))") }
    if let actual = check.actual { lines.append("got \(Excerpt.of(actual, limit: 300))") }
    let place = check.at?.words ?? ""
    lines.append("\(check.verdict.rawValue): \(check.id)" + (place.isEmpty ? "" : ", \(place)"))
    let others = cause.requirements.map(\.id).filter { $0 != check.requirement }
    if !others.isEmpty { lines.append("also breaks \(Excerpt.of(others.joined(separator: ", "), limit: 300))") }
    if cause.checks.count > 1 { lines.append("and \((cause.checks.count - 1).pluralized("check")) more") }
    return command(kind, title: "\(cause.level.rawValue) \(check.requirement): \(cause.title)", lines)
  }

  /// A requirement of which nothing can be said.
  private func annotation(_ group: CheckGroup) -> String {
    let check = group.checks.first
    var lines = [check?.message ?? check?.reason ?? group.requirement.text]
    if let check { lines.append(check.id.description) }
    if group.checks.count > 1 { lines.append("and \((group.checks.count - 1).pluralized("check")) more") }
    let title = "\(group.requirement.level.rawValue) \(group.requirement.id): \(check?.verdict.rawValue ?? "")"
    return command("warning", title: title, lines)
  }

  private func command(_ kind: String, title: String, _ lines: [String]) -> String {
    let shown = lines.map { VisibleText.of(Excerpt.of($0, limit: 1000)) }
    return "::\(kind) title=\(Self.property(VisibleText.of(Excerpt.of(title, limit: 200))))"
      + "::\(Self.data(shown.joined(separator: "\n")))"
  }

  /// The text of a command: GitHub undoes these three.
  static func data(_ text: String) -> String { escape(text, ["%", "\r", "\n"]) }

  /// The value of a property, where a colon or comma would end it.
  static func property(_ text: String) -> String { escape(text, ["%", "\r", "\n", ":", ","]) }

  // Goes by scalars: to Swift a line end of two, or a mark with an accent upon it, is one `Character`.
  private static func escape(_ text: String, _ marks: Set<Unicode.Scalar>) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if marks.contains(scalar) {
        result += "%" + UInt8(truncatingIfNeeded: scalar.value).hex.uppercased()
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
