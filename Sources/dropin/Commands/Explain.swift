import DropinKit
import ArgumentParser

/// `dropin explain ID`: what a requirement or a case is about.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Explain a requirement or a case: what it says, where it comes from, which clients need it, how it is checked.")

  @OptionGroup var suite: SuiteOptions
  @Argument(help: "A requirement's id, a case's id or address, or a check's address.", completion: .explained) var id:
    String

  func run() throws {
    let loaded = try suite.loadForJudging()
    let bare = String(id.prefix { $0 != "#" })
    if let entry = loaded.registered(bare) { return explain(entry, loaded) }
    let rows = loaded.cases.filter { $0.address == bare || $0.id == bare }
    if !rows.isEmpty { return explain(rows, loaded) }
    let names = loaded.requirements.map(\.requirement.id) + loaded.cases.map(\.id)
    let close = Suggestions.nearest(to: bare, among: names).map { ", did you mean '\($0)'?" } ?? ""
    throw UserError("unknown requirement or case '\(bare)'\(close)")
  }

  private func explain(_ entry: RegisteredRequirement, _ suite: Suite) {
    let requirement = entry.requirement
    Terminal.output(
      "\(requirement.id) (\(requirement.level.rawValue), \(requirement.kind.rawValue), area \(requirement.area))")
    Terminal.output("  \(requirement.text)")
    Terminal.output("\nSources")
    for source in requirement.sources {
      Terminal.output("  \(source.kind.rawValue): \(source.reference)")
      for known in [source.title, source.url].compactMap(\.self) { Terminal.output("    \(known)") }
    }
    if !requirement.clients.isEmpty {
      Terminal.output("\nWithout it")
      for client in requirement.clients { Terminal.output("  \(client.name) \(client.impact.rawValue)") }
    }
    let tasks = suite.tasks(of: requirement)
    if !tasks.isEmpty { Terminal.output("\nWhat rests on it: \(tasks.map(\.title).joined(separator: ", "))") }
    for client in suite.clients {
      let need = client.need(of: requirement)
      let used = tasks.filter { client.tasks.all.contains($0.name) }
      guard need > .indifferent, !used.isEmpty else { continue }
      let source = client.knows(requirement) ? client.origin.rawValue : "by the registry"
      Terminal.output("  \(client.title): \(need == .required ? "breaks" : "worse") (\(source))")
    }
    explainRemedies(requirement, suite)
    let cases = suite.cases.filter { $0.requirements.contains(requirement.id) }
    Terminal.output("\nJudged by")
    if entry.isInvariant {
      Terminal.output("  on every exchange to which it applies")
    }
    for subject in cases { Terminal.output("  \(subject.address): \(subject.title)") }
    if let reason = entry.untested { Terminal.output("  nothing: \(reason)") }
    if !entry.examples.isEmpty { Terminal.output("\nExamples") }
    for example in entry.examples {
      switch example.verdict {
      case .satisfied: Terminal.output("  satisfied by \(example.name)")
      case .violated(let reason): Terminal.output("  violated by \(example.name): \(reason)")
      }
    }
    let defects = Defect.all.filter { $0.requirement == requirement.id }
    if !defects.isEmpty { Terminal.output("\nBroken by the defects") }
    for defect in defects { Terminal.output("  \(defect.name): \(defect.summary)") }
    Terminal.output("\n\(entry.place.file):\(entry.place.line)")
  }

  private func explainRemedies(_ requirement: Requirement, _ suite: Suite) {
    let remedies = suite.remedies.filter { $0.concerns(requirement) }
    if !remedies.isEmpty { Terminal.output("\nWhen it fails") }
    for remedy in remedies {
      Terminal.output("  \(remedy.name): \(remedy.sentence)")
      show(remedy.advice, indent: "    ")
      for entry in remedy.implementations {
        Terminal.output("    with \(entry.name)\(entry.version.map { " \($0)" } ?? "")")
        show(entry.advice, indent: "      ")
      }
    }
  }

  private func show(_ advice: Remedy.Advice, indent: String) {
    if let user = advice.user { Terminal.output("\(indent)you: \(user)") }
    if let author = advice.author { Terminal.output("\(indent)the server's author: \(author)") }
    for link in advice.links { Terminal.output("\(indent)see \(link)") }
  }

  private func explain(_ rows: [Case], _ suite: Suite) {
    for subject in rows {
      Terminal.output("\(subject.address) (area \(subject.area))\n  \(subject.title)")
      for condition in subject.conditions {
        Terminal.output("  only when \(condition.fact.rawValue) is \(condition.values.joined(separator: " or "))")
      }
      if let control = suite.controlAddress(of: subject) { Terminal.output("  control: \(control)") }
      for step in subject.steps {
        Terminal.output(
          "  \(step.id): \(step.request.method) \(step.request.path)\(step.request.query.map { "?\($0)" } ?? "")")
        if step.combined != nil {
          Terminal.output("    sent as part of a combined request first")
        }
        for check in step.checks { Terminal.output("    judges \(check.requirements.joined(separator: " and "))") }
      }
      for relation in subject.relations {
        Terminal.output(
          "  \(relation.relation.rawValue): \(relation.paths.map(\.description).joined(separator: ", ")) for \(relation.requirement)"
        )
      }
      Terminal.output("  \(subject.place.file):\(subject.place.line)")
    }
  }
}
