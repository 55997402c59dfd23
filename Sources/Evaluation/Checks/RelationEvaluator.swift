import Cases
import Contract
import Wire

/// Judges the claims that tie several responses of a case together.
struct RelationEvaluator {
  let subject: Case
  let steps: [StepEvidence]

  func judge(_ relation: Relation) -> CheckResult {
    var result = CheckResult(
      address: "\(subject.address)#\(relation.id)", requirement: relation.requirement, verdict: .pass,
      exchange: reading(relation.paths.last?.step ?? "")?.exchange.id)
    var values: [(path: RelationPath, value: JSON)] = []
    for path in relation.paths {
      guard let reading = reading(path.step) else {
        result.verdict = .notRun
        result.reason = "blocked"
        result.message = "step '\(path.step)' was not sent"
        return result
      }
      guard let value = reading.value(at: path.path) else {
        result.verdict = .inconclusive
        result.reason = "model-not-given"
        result.message = "\(path.description) is not in the response (status \(reading.status ?? 0))"
        return result
      }
      values.append((path, value))
    }
    if let broken = violated(relation, values) {
      result.verdict = .fail
      result.reason = relation.reason
      result.message = broken
      result.expected = wanted(relation)
      let others = relation.paths.dropLast().compactMap { reading($0.step)?.exchange.id }
      result.relatedExchanges = others.filter { $0 != result.exchange }
      result.actual = shortened(values.map { "\($0.path.description) = \($0.value.text())" }.joined(separator: ", "))
    }
    return result
  }

  private func reading(_ step: String) -> ResponseReading? {
    steps.first { $0.step.id == step }?.readings.first
  }

  private func violated(_ relation: Relation, _ values: [(path: RelationPath, value: JSON)]) -> String? {
    let pairs = zip(values, values.dropFirst())
    switch relation.relation {
    case .equal:
      return pairs.contains { $0.value != $1.value } ? "values that have to be equal differ" : nil
    case .differ:
      for (index, first) in values.enumerated() {
        if values[(index + 1)...].contains(where: { $0.value == first.value }) {
          return "values that have to differ are equal"
        }
      }
      return nil
    case .greater, .atLeast, .within:
      let numbers = values.compactMap(\.value.double)
      guard numbers.count == values.count else { return "a value that has to be a number is none" }
      return violated(relation, numbers: numbers)
    }
  }

  private func violated(_ relation: Relation, numbers: [Double]) -> String? {
    let pairs = zip(numbers, numbers.dropFirst())
    switch relation.relation {
    case .greater:
      return pairs.allSatisfy { $0 > $1 || $1 <= relation.ignoreUpTo } ? nil : "a value is not greater than the next"
    case .atLeast: return pairs.allSatisfy { $0 >= $1 } ? nil : "a value is smaller than the next"
    default:
      let limit = max(abs(numbers[0]), abs(numbers[1])) * relation.percent / 100
      return abs(numbers[0] - numbers[1]) <= limit ? nil : "the values lie further apart than allowed"
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
