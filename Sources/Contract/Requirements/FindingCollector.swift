import Verdicts
import Wire

/// Collects findings about one exchange: a requirement is kept once or broken at a few places.
struct FindingCollector: Sendable {
  /// More places than these tell a reader nothing new.
  static let placesPerRequirement = 3

  private(set) var broken: [Finding] = []
  private var observed: [RequirementID] = []
  private var isObserved: Set<RequirementID> = []
  private var violationCounts: [RequirementID: Int] = [:]

  /// Kept, unless it is also found broken before the collector is read.
  mutating func observe(_ ids: RequirementID...) {
    for id in ids where isObserved.insert(id).inserted { observed.append(id) }
  }

  /// Texts and place are only worked out while the requirement's places are not used up.
  mutating func fail(
    _ id: RequirementID, reason: StaticString, _ message: @autoclosure () -> String,
    expected: @autoclosure () -> String, actual: @autoclosure () -> String,
    answer: @autoclosure () -> ErrorAnswer? = nil, at place: @autoclosure () -> Place = Place()
  ) {
    let count = violationCounts[id, default: 0]
    guard count < Self.placesPerRequirement else { return }
    violationCounts[id] = count + 1
    broken.append(
      .violated(
        id.rawValue, reason: "\(reason)", message(), expected: expected(), actual: Excerpt.of(actual()),
        answer: answer(), at: place()))
  }

  /// Exercises `id` and fails it unless `condition` holds. Returns the condition.
  @discardableResult
  mutating func require(
    _ condition: Bool, for id: RequirementID, reason: StaticString, _ message: @autoclosure () -> String,
    expected: @autoclosure () -> String, actual: @autoclosure () -> String,
    at place: @autoclosure () -> Place = Place()
  ) -> Bool {
    observe(id)
    if !condition {
      fail(id, reason: reason, message(), expected: expected(), actual: actual(), at: place())
    }
    return condition
  }

  func isViolated(_ id: RequirementID) -> Bool { violationCounts[id] != nil }
  func isAnyViolated(_ ids: Set<RequirementID>) -> Bool { violationCounts.keys.contains { ids.contains($0) } }

  /// Takes over what another collector about the same exchange holds.
  mutating func absorb(_ other: FindingCollector, except: Set<RequirementID> = []) {
    for id in other.observed where !except.contains(id) { observe(id) }
    for finding in other.broken {
      let id = RequirementID(rawValue: finding.requirement)
      guard !except.contains(id) else { continue }
      let count = violationCounts[id, default: 0]
      guard count < Self.placesPerRequirement else { continue }
      violationCounts[id] = count + 1
      broken.append(finding)
    }
  }

  /// Broken ones in the order they were met, then kept ones in the order they were observed.
  var findings: [Finding] {
    broken + observed.filter { violationCounts[$0] == nil }.map { Finding.satisfied($0.rawValue) }
  }
}
