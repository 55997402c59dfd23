import Contract
import Verdicts
import Wire

extension Report {
  /// A requirement of the registry and what its checks came to.
  package struct Requirement: Sendable, Equatable {
    package var id: String
    package var level: Level
    package var kind: RequirementKind
    package var area: String
    package var text: String
    /// The worst verdict of its checks.
    package var verdict: VerdictKind
    /// How many checks came to each verdict; empty when no check of this run names it.
    package var checks: VerdictCounts
    package var sources: [RequirementSource]
    package var clients: [AffectedClient]

    package init(
      id: String, level: Level, kind: RequirementKind, area: String, text: String, checks: VerdictCounts,
      sources: [RequirementSource] = [], clients: [AffectedClient] = []
    ) {
      self.id = id
      self.level = level
      self.kind = kind
      self.area = area
      self.text = text
      self.verdict = checks.worst
      self.checks = checks
      self.sources = sources
      self.clients = clients
    }

    /// A requirement of the registry judged by the verdicts of its checks.
    package init(_ requirement: Contract.Requirement, verdicts: some Sequence<VerdictKind>) {
      self.init(
        id: requirement.id, level: requirement.level, kind: requirement.kind, area: requirement.area,
        text: requirement.text, checks: VerdictCounts(verdicts), sources: requirement.sources,
        clients: requirement.clients)
    }

    /// The level at which it gates: a requirement that needs the model's cooperation never gates at `must`.
    package var gatingLevel: Level { kind == .model ? min(level, .should) : level }
  }
}

extension Report.Requirement {
  package var json: JSON {
    [
      "id": .string(id), "level": .string(level.rawValue), "kind": .string(kind.rawValue),
      "area": .string(area), "text": .string(text), "verdict": .string(verdict.rawValue),
      "checks": checks.json(),
      "sources": .array(
        sources.map { source in
          var json: JSON = ["kind": .string(source.kind.rawValue), "reference": .string(source.reference)]
          if let title = source.title { json["title"] = .string(title) }
          if let url = source.url { json["url"] = .string(url) }
          return json
        }),
      "clients": .array(
        clients.map { ["name": .string($0.name), "impact": .string($0.impact.rawValue)] }),
    ]
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    id = try members.string("id")
    level = try members.choice("level")
    kind = try members.choice("kind")
    area = try members.string("area")
    text = try members.string("text")
    verdict = try members.choice("verdict")
    checks = try members.part("checks", VerdictCounts.init(json:at:))
    sources = try members.list("sources") { (json, path) throws(ReportFormatError) in
      let source = try MemberReader(json, at: path)
      return RequirementSource(
        kind: try source.choice("kind"), reference: try source.string("reference"),
        title: try source.string(ifPresent: "title"), url: try source.string(ifPresent: "url"))
    }
    clients = try members.list("clients") { (json, path) throws(ReportFormatError) in
      let client = try MemberReader(json, at: path)
      return AffectedClient(name: try client.string("name"), impact: try client.choice("impact"))
    }
  }
}
