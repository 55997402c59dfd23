import ArgumentParser
import Cases
import Contract
import Wire

/// `dropin list`: what the suite holds.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the cases, or the requirements with the cases that judge them.")

  @OptionGroup var suite: SuiteOptions
  @Flag(help: "List requirements instead of cases.") var requirements = false
  @Flag(help: "Only requirements that no case names.") var untested = false
  @Option(help: "Only this area (repeatable).") var area: [String] = []

  func run() throws {
    let loaded = try suite.loadForJudging()
    if requirements || untested { listRequirements(loaded) } else { listCases(loaded) }
  }

  private func listCases(_ suite: Suite) {
    for subject in suite.cases where area.isEmpty || area.contains(subject.area) {
      Terminal.output("\(subject.address)\t\(subject.area)\t\(subject.requirements.joined(separator: ","))\t\(subject.title)")
    }
  }

  private func listRequirements(_ suite: Suite) {
    var judges: [String: [String]] = [:]
    for subject in suite.cases {
      for id in subject.requirements where judges[id]?.last != subject.id { judges[id, default: []].append(subject.id) }
    }
    for entry in suite.requirements.sorted(by: { $0.requirement.id < $1.requirement.id }) {
      let requirement = entry.requirement
      guard area.isEmpty || area.contains(requirement.area) else { continue }
      let cases = judges[requirement.id] ?? []
      if untested, !cases.isEmpty { continue }
      Terminal.output(
        "\(requirement.id)\t\(requirement.level.rawValue)\t\(requirement.kind.rawValue)\t\(requirement.area)\t\(cases.joined(separator: ","))\t\(requirement.text)")
    }
  }
}
