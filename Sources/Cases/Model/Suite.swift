import Contract
import Wire

/// Everything under `specs/`, read and expanded.
package struct Suite: Sendable {
  /// Sorted by file and place in the file, those that run after all others last; rows in the order of their axes.
  package var cases: [Case]
  package var requirements: [RegisteredRequirement]
  /// The clients a run is judged for, in the order of reports.
  package var clients: [ClientProfile]
  /// Parts of it that are worth running by themselves, by name.
  package var profiles: [SuiteProfile]
  /// What people do with clients.
  package var tasks: [ClientTask]
  /// Known causes of failures and what can be changed; the first that fits explains one.
  package var remedies: [Remedy]
  /// What the requirements rest on.
  package var sources: SourceRegistry
  /// Its dated states, oldest first.
  package var editions: [Edition]
  /// The one that counts: the newest unless another was asked for; nil in a suite without editions.
  package let edition: String?
  /// Version of the suite's content, from `specs/version`.
  package var version: String
  /// Identifies the content of all spec and fixture files, e.g. for comparing reports.
  package var digest: String
  /// The ids of the requirements that are judged on every exchange they fit, sorted.
  package let invariants: [String]

  private let requirementIndex: [String: Int]
  private let caseIndex: [String: Int]

  init(
    cases: [Case], requirements: [RegisteredRequirement], clients: [ClientProfile] = [],
    profiles: [SuiteProfile] = [], tasks: [ClientTask] = [], remedies: [Remedy] = [],
    sources: SourceRegistry = SourceRegistry(), editions: [Edition] = [], edition: String? = nil, version: String,
    digest: String
  ) {
    self.cases = cases
    self.requirements = requirements
    self.clients = clients
    self.profiles = profiles
    self.tasks = tasks
    self.remedies = remedies
    self.sources = sources
    self.editions = editions
    self.edition = edition ?? editions.last?.name
    self.version = version
    self.digest = digest
    invariants = requirements.filter(\.isInvariant).map(\.requirement.id).sorted()
    requirementIndex = Dictionary(
      requirements.indices.map { (requirements[$0].requirement.id, $0) }, uniquingKeysWith: { first, _ in first })
    caseIndex = Dictionary(cases.indices.map { (cases[$0].address, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func requirement(_ id: String) -> Requirement? { requirementIndex[id].map { requirements[$0].requirement } }
  package func registered(_ id: String) -> RegisteredRequirement? { requirementIndex[id].map { requirements[$0] } }
  package func isInvariant(_ id: String) -> Bool { registered(id)?.isInvariant == true }
  package func profile(_ name: String) -> SuiteProfile? { profiles.first { $0.name == name } }
  package func caseAt(_ address: String) -> Case? { caseIndex[address].map { cases[$0] } }

  /// The address of a case's control: the named one, or for a streamed row its streamed row.
  package func controlAddress(of subject: Case) -> String? {
    guard let control = subject.control else { return nil }
    if control.contains("[") || caseIndex[control] != nil { return control }
    let isStreamed = subject.row.split(separator: ",").contains("stream=on")
    let candidates = isStreamed ? ["\(control)[stream=on]", "\(control)[stream=off]"] : ["\(control)[stream=off]"]
    return candidates.first { caseIndex[$0] != nil } ?? cases.first { $0.id == control }?.address ?? control
  }
}
