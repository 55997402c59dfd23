import Cases
import Contract

/// What a part of the suite does not look at: requirements that only cases outside of it name. Invariants are left
/// out of the count, because what they meet is known only when it came.
package struct CoverageGap: Sendable, Equatable {
  /// Ids by level, sorted; every level has an entry.
  package var requirements: [Level: [String]]

  /// - Parameter selection: what the plan is for; a group that it does not ask about is no gap.
  package init(_ plan: Plan, of suite: Suite, selection: Selection) {
    let asked = Set(plan.cases.flatMap { $0.subject.requirements })
    let all = Set(suite.cases.filter { selection.asks(about: $0.surface) }.flatMap(\.requirements)).subtracting(asked)
      .subtracting(suite.invariants)
    requirements = Dictionary(grouping: all.sorted()) { suite.requirement($0)?.level ?? .may }
    for level in Level.allCases where requirements[level] == nil { requirements[level] = [] }
  }

  package var isEmpty: Bool { requirements.values.allSatisfy(\.isEmpty) }
}
