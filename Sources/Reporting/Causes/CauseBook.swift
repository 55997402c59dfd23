import Cases
import Contract
import Verdicts
import Wire

/// Gives checks that something is wrong with the cause they most likely have: a known one where a remedy fits, else
/// what failures of one family and reason have in common.
struct CauseBook {
  /// The accepted behaviour, by its name in the cases, of a sound server whose model cannot take in what a client sends.
  static let tooSmallReason = "context-too-small"

  /// Causes of a server that lets in one of the two credential headers, by the requirement that speaks of it, with the
  /// requirement that has to hold so that a client gets in with the other one.
  static let oneHeader: [String: (refused: String, accepted: String)] = [
    "x-api-key-refused": ("auth-x-api-key", "auth-bearer"), "bearer-refused": ("auth-bearer", "auth-x-api-key"),
  ]

  private let suite: Suite
  private let implementation: Report.Implementation?
  private let requirements: [String: Requirement]
  /// What explains many exchanges at once, by the exchange's id.
  private let diagnoses: [String: Report.Observation]
  private let remedies: [(remedy: Remedy, pattern: Regex<AnyRegexOutput>?)]

  init(_ suite: Suite, implementation: Report.Implementation?, diagnoses: [String: Report.Observation] = [:]) {
    self.diagnoses = diagnoses
    self.suite = suite
    self.implementation = implementation
    requirements = Dictionary(
      suite.requirements.map { ($0.requirement.id, $0.requirement) }, uniquingKeysWith: { first, _ in first })
    remedies = suite.remedies.map { remedy in (remedy, remedy.said.flatMap { try? Regex($0).ignoresCase() }) }
  }

  /// Whether a check has a cause: it failed, or the server could only refuse what a client sends.
  static func hasCause(_ check: Report.Check) -> Bool {
    switch check.verdict {
    case .fail, .expectedFail: true
    case .unsupported: check.reason == tooSmallReason
    default: false
    }
  }

  /// The signature of the check's cause.
  ///
  /// - Parameter answer: what the server refused with, when that as a whole is what is wrong.
  func signature(of check: Report.Check, answer: String?) -> String? {
    guard Self.hasCause(check) else { return check.signature }
    if let diagnosis = diagnosis(of: check) { return CauseSignature.digest(diagnosis.code) }
    if let remedy = remedy(for: check) { return CauseSignature.digest("remedy \(remedy.name)") }
    if let answer, !answer.isEmpty { return CauseSignature.digest("said \(CauseSignature.general(answer))") }
    let family = check.requirement.split(separator: "-").prefix(2).joined(separator: "-")
    return CauseSignature.digest("\(family)\n\(check.reason ?? "")")
  }

  private func diagnosis(of check: Report.Check) -> Report.Observation? { check.exchange.flatMap { diagnoses[$0] } }

  private func remedy(for check: Report.Check) -> Remedy? {
    guard let requirement = requirements[check.requirement] else { return nil }
    let words = "\(check.message ?? "")\n\(check.actual ?? "")"
    return remedies.first { entry in
      entry.remedy.fits(requirement, reason: check.reason)
        && (entry.pattern.map { words.firstMatch(of: $0) != nil } ?? true)
    }?.remedy
  }

  /// The causes of these checks, in the order of the first check of each.
  ///
  /// - Parameter tooSmall: what a server said that could only refuse.
  func causes(of checks: [Report.Check], tooSmall: [String]) -> [Report.Cause] {
    var seen = Set<String>()
    return checks.compactMap { check in
      guard Self.hasCause(check), let id = check.signature, seen.insert(id).inserted else { return nil }
      if let diagnosis = diagnosis(of: check) { return Report.Cause(id: id, sentence: diagnosis.sentence) }
      guard let remedy = remedy(for: check) else {
        return Report.Cause(id: id, sentence: sentence(of: check))
      }
      let advice = remedy.advice(server: implementation?.name, version: implementation?.version)
      var cause = Report.Cause(
        id: id, name: remedy.name, sentence: remedy.sentence, user: advice.user, author: advice.author,
        links: advice.links)
      if remedy.name == Self.tooSmallReason, let sizes = tooSmall.firstResult(ContextSizes.init) {
        cause.sentence = sizes.sentence
      }
      return cause
    }
  }
}

extension CauseBook {
  /// Of a cause that nobody has described: what should hold, and what came instead.
  private func sentence(of check: Report.Check) -> String {
    let rejected = [Reason.refused.code, Reason.serverError.code].contains(check.reason)
    let seen =
      rejected ? check.actual.map { "answered with \($0)" } : check.message ?? check.reason ?? check.verdict.rawValue
    let came = Excerpt.of(seen ?? check.message ?? check.verdict.rawValue, limit: 120)
    guard let text = requirements[check.requirement]?.text, !text.isEmpty else { return came }
    return "Not met: \(text.hasSuffix(".") ? String(text.dropLast()) : text) (\(came))."
  }
}

/// How large a prompt was and how much the context holds, from the words of a refusal.
struct ContextSizes: Equatable {
  var prompt: Int
  var context: Int

  /// Two numbers of which the larger is the prompt, e.g. `prompt is too long: 11993 tokens > 8192 maximum`.
  init?(_ words: String) {
    let numbers = words.split { !($0.isASCII && ($0.isNumber || $0 == ",")) }
      .compactMap { Int($0.filter(\.isNumber)) }.filter { $0 >= 256 }
    guard let largest = numbers.max(), let smallest = numbers.min(), largest > smallest else { return nil }
    (prompt, context) = (largest, smallest)
  }

  var sentence: String {
    "Context too small: it holds \(context.grouped) tokens, and the client's request has \(prompt.grouped)."
  }
}
