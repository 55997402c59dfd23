import Contract
import Wire

/// Turns a comparison into one format.
public protocol DiffWriter: Sendable {
  func write(_ diff: ReportDiff) -> [UInt8]
}

/// Every format of a comparison.
public enum DiffFormats {
  public static let names = ["console", "markdown", "json", "html"]

  public static func named(_ name: String, colour: Bool = false) -> (any DiffWriter)? {
    switch name {
    case "console": DiffConsoleWriter(colour: colour)
    case "markdown": DiffMarkdownWriter()
    case "json": DiffJSONWriter()
    case "html": DiffHTMLWriter()
    default: nil
    }
  }
}

/// For a terminal and the log of a job.
public struct DiffConsoleWriter: DiffWriter {
  var colour = false
  var width = 100
  /// Requirements shown at most of each cause, and checks of each of them.
  var limits = (groups: 40, checks: 3)

  public func write(_ diff: ReportDiff) -> [UInt8] {
    var page = ConsolePage(colour: colour, width: width)
    page.line(.bold, "\(diff.old.sideWords)")
    page.line(.bold, "→ \(diff.new.sideWords)")
    for note in diff.notes { page.paragraph(.yellow, note) }
    for cause in DiffChange.Cause.allCases {
      guard let words = diff.words(cause) else { continue }
      page.gap()
      page.line(.bold, words.uppercased(upTo: ":"))
      for change in diff.latency where cause == .latency { page.paragraph(change.direction.style, change.words) }
      let groups = diff.groups(cause)
      for group in groups.prefix(limits.groups) { show(group, &page) }
      if groups.count > limits.groups { page.line(.dim, "and \(counted(groups.count - limits.groups, "requirement")) more") }
    }
    if diff.changes.isEmpty, diff.latency.isEmpty { page.line(.plain, "no change") }
    page.gap()
    page.paragraph(.bold, "exit \(diff.exitCode.rawValue): \(diff.exitReason)")
    return Array(page.text.utf8)
  }

  private func show(_ group: DiffGroup, _ page: inout ConsolePage) {
    let gate = group.gates ? ", gates" : ""
    page.line(
      group.direction.style,
      "\(group.direction.rawValue) \(group.level.rawValue) \(group.requirement) (\(counted(group.changes.count, "check"))\(gate))")
    for change in group.changes.prefix(limits.checks) {
      page.line(.plain, "    \(change.check)")
      page.line(.dim, "        \(change.words)\(change.message.map { ": \($0)" } ?? "")")
    }
    if group.changes.count > limits.checks { page.line(.dim, "    and \(group.changes.count - limits.checks) more") }
  }
}

extension DiffChange.Direction {
  var style: ConsolePage.Style {
    switch self {
    case .worse: .red
    case .better: .green
    case .changed: .yellow
    }
  }

  /// The class that colours it.
  var tone: String {
    switch self {
    case .worse: "bad"
    case .better: "good"
    case .changed: "unsure"
    }
  }
}

extension Report {
  /// `LM Studio 0.4.1 at http://h, model m, 2026-11-02T08:00:00Z`.
  var sideWords: String {
    let server = target.implementation.map { "\($0.name)\($0.version.map { " \($0)" } ?? "") at " } ?? ""
    return "\(server)\(target.baseURL), model \(target.model), \(run.started), suite \(suite.version)"
  }
}

extension String {
  fileprivate func uppercased(upTo mark: Character) -> String {
    guard let end = firstIndex(of: mark) else { return self }
    return self[..<end].uppercased() + self[end...]
  }
}

/// For programs.
public struct DiffJSONWriter: DiffWriter {
  public func write(_ diff: ReportDiff) -> [UInt8] {
    func side(_ report: Report) -> JSON {
      [
        "base_url": .string(report.target.baseURL), "model": .string(report.target.model),
        "started": .string(report.run.started), "suite": ["version": .string(report.suite.version), "digest": .string(report.suite.digest)],
        "tool": .string(report.tool.version), "complete": .bool(report.run.complete),
      ]
    }
    let counts = DiffChange.Cause.allCases.map { cause in
      JSONObject.Member(
        key: cause.rawValue,
        value: .object(
          JSONObject(
            DiffChange.Direction.allCases.map { .init(key: $0.rawValue, value: JSON(diff.count(cause, $0))) })))
    }
    let json: JSON = [
      "format": .string(ReportDiff.format), "old": side(diff.old), "new": side(diff.new), "notes": strings(diff.notes),
      "gate": ["level": .string(diff.gate.level.rawValue), "causes": strings(diff.gate.causes.map(\.rawValue))],
      "exit_code": JSON(Int(diff.exitCode.rawValue)), "exit_reason": .string(diff.exitReason),
      "counts": .object(JSONObject(counts)), "changes": .array(diff.changes.map(\.json)),
      "latency": .array(diff.latency.map(\.json)),
    ]
    return json.bytes(.indented) + [0x0A]
  }
}

extension DiffChange {
  var json: JSON {
    func side(_ side: Side?) -> JSON? {
      side.map { members(["verdict": .string($0.verdict.rawValue), "reasons": $0.reasons.isEmpty ? nil : strings($0.reasons)]) }
    }
    return members([
      "cause": .string(cause.rawValue), "direction": .string(direction.rawValue), "gates": .bool(gates),
      "check": .string(check), "requirement": .string(requirement), "level": .string(level.rawValue), "old": side(old),
      "new": side(new), "message": message.map(JSON.string),
    ])
  }
}

extension LatencyChange {
  var json: JSON {
    [
      "metric": .string(metric.rawValue), "direction": .string(direction.rawValue), "gates": .bool(gates),
      "pairs": JSON(pairs), "old": JSON(old), "new": JSON(new), "ratio_percent": JSON(Int((ratio * 100).rounded())),
      "bound_percent": JSON(Int((bound * 100).rounded())),
    ]
  }
}
