import Contract
import Reporting

/// Something the server got wrong.
public struct Violation: Sendable, Equatable, CustomStringConvertible {
  /// The id of the requirement, e.g. `resp-request-id-header`.
  public let requirement: String
  public let level: RequirementLevel
  /// The requirement in one sentence.
  public let sentence: String
  /// Which check found it: `case[row]#check`.
  public let address: String
  /// A stable word for what went wrong, e.g. `missing-field`.
  public let reason: String
  public let message: String
  public let expected: String?
  public let actual: String?
  /// Whether the list of known failures names it.
  public let isExpected: Bool

  init(_ check: Report.Check, sentence: String) {
    requirement = check.requirement
    level = RequirementLevel(check.level)
    self.sentence = sentence
    address = check.id.description
    reason = check.reason ?? ""
    message = check.message ?? ""
    expected = check.expected
    actual = check.actual
    isExpected = check.verdict != .fail
  }

  /// One line: requirement, message, expected and actual value, address.
  public var description: String {
    var line = "\(requirement) (\(level.rawValue)): \(message.isEmpty ? sentence : message)"
    if let expected { line += "; expected \(expected)" }
    if let actual { line += ", got \(actual)" }
    return line + " [\(address)]"
  }
}
