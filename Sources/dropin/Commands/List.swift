import ArgumentParser
import Cases
import Contract
import Wire

/// `dropin list`: what the suite holds.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "List the cases, the requirements with the cases that judge them, or the clients with what they need.")

  @OptionGroup var suite: SuiteOptions
  @Flag(help: "List requirements instead of cases.") var requirements = false
  @Flag(help: "List the clients that reports speak of, and how many requirements each needs.") var clients = false
  @Flag(help: "Only requirements that no case names.") var untested = false
  @Option(help: "Only this area (repeatable).") var area: [String] = []

  func run() throws {
    let loaded = try suite.loadForJudging()
    if clients {
      listClients(loaded)
    } else if requirements || untested {
      listRequirements(loaded)
    } else {
      listCases(loaded)
    }
  }

  private func listClients(_ suite: Suite) {
    for client in suite.clients {
      let needs = suite.requirements.map { client.need(of: $0.requirement) }
      let counts = ClientProfile.Need.allCases.reversed().map { need in
        "\(need.rawValue) \(needs.count { $0 == need })"
      }
      Terminal.output(
        "\(client.name)\t\(client.version)\t\(client.date)\t\(client.origin.rawValue)\t"
          + "\(counts.joined(separator: ", "))\t\(client.title)")
    }
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
