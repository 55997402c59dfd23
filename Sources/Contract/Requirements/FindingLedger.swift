import Wire

/// Collects findings about one exchange: a requirement is kept once or broken at a few places.
struct FindingLedger: Sendable {
  /// More places than these tell a reader nothing new.
  static let placesPerRequirement = 3

  private(set) var broken: [Finding] = []
  private var exercised: [RequirementID] = []
  private var isExercised: Set<RequirementID> = []
  private var brokenCounts: [RequirementID: Int] = [:]

  /// Kept, unless it is also found broken before the ledger is read.
  mutating func exercise(_ ids: RequirementID...) {
    for id in ids where isExercised.insert(id).inserted { exercised.append(id) }
  }

  /// Texts and place are only worked out while the requirement's places are not used up.
  mutating func fail(
    _ id: RequirementID, _ reason: StaticString, _ message: @autoclosure () -> String,
    expected: @autoclosure () -> String, actual: @autoclosure () -> String,
    at place: @autoclosure () -> Place = Place()
  ) {
    let count = brokenCounts[id, default: 0]
    guard count < Self.placesPerRequirement else { return }
    brokenCounts[id] = count + 1
    broken.append(
      .broken(
        id.rawValue, reason: "\(reason)", message(), expected: expected(), actual: shortened(actual()),
        at: place()))
  }

  /// Exercises `id` and fails it unless `condition` holds. Returns the condition.
  @discardableResult
  mutating func require(
    _ condition: Bool, _ id: RequirementID, _ reason: StaticString, _ message: @autoclosure () -> String,
    expected: @autoclosure () -> String, actual: @autoclosure () -> String,
    at place: @autoclosure () -> Place = Place()
  ) -> Bool {
    exercise(id)
    if !condition {
      fail(id, reason, message(), expected: expected(), actual: actual(), at: place())
    }
    return condition
  }

  func isBroken(_ id: RequirementID) -> Bool { brokenCounts[id] != nil }
  func isAnyBroken(_ ids: Set<RequirementID>) -> Bool { brokenCounts.keys.contains { ids.contains($0) } }

  /// Takes over what another ledger about the same exchange holds.
  mutating func absorb(_ other: FindingLedger, except: Set<RequirementID> = []) {
    for id in other.exercised where !except.contains(id) { exercise(id) }
    for finding in other.broken {
      guard let id = RequirementID(rawValue: finding.requirement), !except.contains(id) else { continue }
      let count = brokenCounts[id, default: 0]
      guard count < Self.placesPerRequirement else { continue }
      brokenCounts[id] = count + 1
      broken.append(finding)
    }
  }

  /// Broken ones in the order they were met, then kept ones in the order they were exercised.
  var findings: [Finding] {
    broken + exercised.filter { brokenCounts[$0] == nil }.map { Finding.kept($0.rawValue) }
  }
}
