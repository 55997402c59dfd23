import Contract
import Files
import Reporting
import Verdicts
import Wire

/// What a run found out about a server.
public struct CompatibilityReport: Sendable {
  /// The report in full, as its formats are written from it.
  package let model: Report
  private let redactor: Redactor

  package init(_ model: Report, redactor: Redactor) {
    self.model = model
    self.redactor = redactor
  }

  /// Whether the gate is satisfied: enough was checked, and no violation at or above `RunOptions.gate` is left that the
  /// list of known failures does not name.
  public var passes: Bool { model.summary.exitCode == .satisfied }

  /// Why the run passes or fails, in one sentence.
  public var reason: String { model.summary.exitReason }

  /// False when the run was cut off.
  public var isComplete: Bool { model.run.complete }

  /// Requests that were sent.
  public var requestCount: Int { model.run.requests }

  /// Everything the server got wrong, in the order of the plan. Failures that are known count too.
  public func violations(atLeast level: RequirementLevel = .may) -> [Violation] {
    let texts = Dictionary(model.requirements.map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
    return model.checks.compactMap { check in
      guard check.verdict.isViolation, RequirementLevel(check.level) >= level else { return nil }
      return Violation(check, sentence: texts[check.requirement] ?? "")
    }
  }

  /// What became of one requirement; nil when the suite has none of that id.
  public func outcome(of requirement: String) -> RequirementOutcome? {
    model.requirements.first { $0.id == requirement }.map { RequirementOutcome($0.verdict) }
  }

  /// What the run means for one client, e.g. `claude-code`; nil when the suite does not know it.
  public func client(_ name: String) -> ClientVerdict? {
    model.clients.first { $0.name == name }.map { ClientVerdict($0) }
  }

  /// What the run means for each client that the suite knows.
  public var clients: [ClientVerdict] { model.clients.map { ClientVerdict($0) } }

  /// The report in a format, without the token.
  ///
  /// - Throws: `DropinError` when the token would be in it after all.
  public func data(as format: ReportFormat) throws -> [UInt8] {
    do { return try ReportFile.bytes(of: model, as: format.writer, for: format.rawValue, redactor: redactor) } catch {
      throw DropinError("\(error)")
    }
  }

  /// Writes the report to a file and makes the directories on the way to it.
  ///
  /// - Throws: `DropinError` when that is not possible.
  public func write(_ format: ReportFormat, to path: String) throws {
    do {
      try Files.makeDirectories(Files.directory(of: path))
      try ReportFile.write(model, as: format.writer, to: path, redactor: redactor)
    } catch { throw DropinError("\(error)") }
  }
}

extension VerdictKind {
  /// Whether the server was seen to break the requirement, listed or not.
  fileprivate var isViolation: Bool { self == .fail || self == .expectedFail || self == .flaky }
}
