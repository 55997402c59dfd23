import DropinKit
import ArgumentParser

/// `dropin list`: what the suite holds.
struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the cases, the requirements with the cases that check them, or the clients with what they need.")

  @OptionGroup var suite: SuiteOptions
  @Flag(help: "List requirements instead of cases; with --clients, what each client needs of them.") var requirements =
    false
  @Flag(help: "List the clients that reports speak of, and how many requirements each needs.") var clients = false
  @Flag(help: "Only requirements that nothing checks.") var untested = false
  @Flag(help: "All requirements as the page docs/requirements.md.") var markdown = false
  @Option(help: "Only this area (repeatable).", completion: .areas) var area: [String] = []

  func run() throws {
    let loaded = try suite.loadForJudging()
    if clients, requirements {
      listNeeds(loaded)
    } else if clients {
      listClients(loaded)
    } else if requirements || untested || markdown {
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

  /// Tab-separated: client, need, id.
  private func listNeeds(_ suite: Suite) {
    for client in suite.clients {
      for entry in suite.requirements where area.isEmpty || area.contains(entry.requirement.area) {
        Terminal.output("\(client.name)\t\(client.need(of: entry.requirement).rawValue)\t\(entry.requirement.id)")
      }
    }
  }

  private func listCases(_ suite: Suite) {
    for subject in suite.cases where area.isEmpty || area.contains(subject.area) {
      Terminal.output(
        "\(subject.address)\t\(subject.area)\t\(subject.requirements.joined(separator: ","))\t\(subject.title)")
    }
  }

  /// Tab-separated: id, level, kind, area, what judges it, the defects that break it, the sentence.
  private func listRequirements(_ suite: Suite) {
    let coverage = Coverage(suite)
    if markdown { return Terminal.output(bytes: Array(coverage.markdown.utf8)) }
    for entry in coverage.entries where area.isEmpty || area.contains(entry.requirement.area) {
      if untested, entry.isInvariant || !entry.cases.isEmpty { continue }
      let requirement = entry.requirement
      let judges = (entry.isInvariant ? ["invariant"] : []) + entry.cases
      Terminal.output(
        [
          requirement.id, requirement.level.rawValue, requirement.kind.rawValue, requirement.area,
          judges.joined(separator: ","), entry.defects.joined(separator: ","), requirement.text,
        ].joined(separator: "\t"))
    }
  }
}
