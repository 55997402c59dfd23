import Contract
import Evaluation
import Planning

/// Where a run stands, for people who wait.
package struct RunProgress: Sendable, Equatable {
  /// The case that is being replayed.
  package var address: String
  /// From 1.
  package var number: Int
  package var total: Int
  /// Checks so far.
  package var passed: Int
  package var failed: Int
  /// What the cases before this one cost, and all of them, in the unit of `PlanWeights`.
  package var weightDone: Int
  package var weightTotal: Int
  private var weights: [Int] = []
  private var counted = 0

  package init(
    address: String, number: Int, total: Int, passed: Int = 0, failed: Int = 0, weightDone: Int = 0,
    weightTotal: Int = 0
  ) {
    self.address = address
    self.number = number
    self.total = total
    self.passed = passed
    self.failed = failed
    self.weightDone = weightDone
    self.weightTotal = weightTotal
  }

  /// Before the first case.
  init(_ plan: Plan, _ weights: PlanWeights) {
    self.init(address: "", number: 0, total: plan.cases.count, weightTotal: weights.total)
    self.weights = weights.cases
  }

  /// Takes the next case as begun.
  ///
  /// - Parameter results: everything judged so far; only what is new is looked at.
  mutating func reach(_ index: Int, address: String, results: [CheckResult]) {
    for result in results[counted...] {
      if result.verdict.kind == .pass { passed += 1 }
      if result.verdict.kind == .fail { failed += 1 }
    }
    counted = results.count
    weightDone = weights.prefix(index).reduce(0, +)
    number = index + 1
    self.address = address
  }
}
