import Cases
import Verdicts
import Wire

/// Judges the claims that tie several responses of a case together.
struct RelationEvaluator {
  let subject: Case
  let steps: [StepEvidence]

  func judge(_ relation: Relation) -> CheckResult {
    CheckResult(
      id: subject.checkID(relation), requirement: relation.requirement, verdict: verdict(relation),
      exchange: reading(relation.paths.last?.step ?? "")?.exchange.id)
  }

  private func verdict(_ relation: Relation) -> Verdict {
    var values: [(path: RelationPath, value: JSON)] = []
    for path in relation.paths {
      guard let reading = reading(path.step) else { return .notRun(.stepNotSent(path.step)) }
      guard let value = reading.value(at: path.path) else {
        return .inconclusive(.valueAbsent(path: path.description, status: reading.status ?? 0))
      }
      // Counts that a server leaves out, or says nothing with, leave nothing to compare.
      guard !value.isNull || relation.relation == .equal || relation.relation == .differ else {
        return .inconclusive(.valueNull(path: path.description))
      }
      values.append((path, value))
    }
    guard let violated = violation(of: relation, values) else { return .pass }
    let doubtful = relation.paths.firstResult { path in
      reading(path.step)?.ownerOfCount(at: path, claimedFor: relation.requirement)
    }
    let exchanges = relation.paths.compactMap { reading($0.step)?.exchange.id }
    var found = Violation(
      reason: Reason(code: relation.reason), detail: .relation(violated), expected: wanted(relation),
      actual: (values.map { "\($0.path.description) = \($0.value.text())" }.joined(separator: ", ")).shortened,
      relatedExchanges: exchanges.dropLast().filter { $0 != exchanges.last })
    found.restsOnInputCount = relation.paths.contains(where: Self.isInputCount)
    if relation.paths.contains(where: countsNothing) {
      return .inconclusive(.despite(found, .inputUncounted(owner: "resp-usage-input-positive")))
    }
    if let doubtful { return .inconclusive(.despite(found, .follows(owner: doubtful))) }
    return holdsWithoutCache(relation) ? .inconclusive(.despite(found, .cacheCountedTwice)) : .fail(found)
  }

  /// The requirement that what was read from the cache does not stand in `input_tokens` as well.
  private static let cacheOwner = "resp-usage-cache-sum"

  /// Whether input totals that ought to be equal are so before what was read from the cache is added to them: then that
  /// was counted twice, which is a defect of its own.
  private func holdsWithoutCache(_ relation: Relation) -> Bool {
    guard relation.requirement != Self.cacheOwner, relation.relation == .equal || relation.relation == .within
    else { return false }
    var plain: [(path: RelationPath, value: JSON)] = []
    for path in relation.paths {
      guard Self.isInputCount(path), let usage = reading(path.step)?.view(.usage),
        let tokens = usage["input_tokens"]
      else { return false }
      plain.append((path, tokens))
    }
    return violation(of: relation, plain) == nil
  }

  /// Whether a prompt is said to have no tokens: then no sum of input tokens shows what the server read.
  private func countsNothing(_ path: RelationPath) -> Bool {
    Self.isInputCount(path) && reading(path.step)?.countsNoInput == true
  }

  private static func isInputCount(_ path: RelationPath) -> Bool { path.description.hasSuffix("usage.input_total") }

  private func reading(_ step: String) -> ResponseReading? {
    steps.first { $0.step.id == step }?.readings.first
  }

  private func violation(of relation: Relation, _ values: [(path: RelationPath, value: JSON)])
    -> Violation.RelationViolation?
  {
    switch relation.relation {
    case .equal: return zip(values, values.dropFirst()).contains { $0.value != $1.value } ? .unequal : nil
    case .differ:
      for (index, first) in values.enumerated() {
        if values[(index + 1)...].contains(where: { $0.value == first.value }) { return .equal }
      }
      return nil
    case .greater, .atLeast, .within:
      let numbers = values.compactMap(\.value.double)
      return numbers.count == values.count ? violation(of: relation, numbers: numbers) : .notNumbers
    }
  }

  private func violation(of relation: Relation, numbers: [Double]) -> Violation.RelationViolation? {
    let pairs = zip(numbers, numbers.dropFirst())
    switch relation.relation {
    case .greater: return pairs.allSatisfy { $0 > $1 || $1 <= relation.ignoreUpTo } ? nil : .notGreater
    case .atLeast: return pairs.allSatisfy { $0 >= $1 } ? nil : .smaller
    default:
      let limit = max(abs(numbers[0]), abs(numbers[1])) * relation.percent / 100
      return abs(numbers[0] - numbers[1]) <= limit ? nil : .tooFarApart
    }
  }

  private func wanted(_ relation: Relation) -> String {
    let paths = relation.paths.map(\.description)
    switch relation.relation {
    case .equal: return paths.joined(separator: " = ")
    case .differ: return paths.joined(separator: " ≠ ")
    case .greater: return paths.joined(separator: " > ")
    case .atLeast: return paths.joined(separator: " ≥ ")
    case .within: return paths.joined(separator: " ≈ ") + " (±\(relation.percent) %)"
    }
  }
}
