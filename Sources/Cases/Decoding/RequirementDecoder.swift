import Contract
import Wire

/// Reads the requirements of one file whose shape has been checked.
struct RequirementDecoder {
  private(set) var requirements: [RegisteredRequirement] = []
  private(set) var diagnostics: [Diagnostic] = []

  init(_ file: YAML) {
    let area = file["area"]?.string ?? ""
    for node in file["requirements"]?.elements ?? [] {
      do throws(Diagnostic) { requirements.append(try decode(node, area: area)) } catch { diagnostics.append(error) }
    }
  }

  private func decode(_ yaml: YAML, area: String) throws(Diagnostic) -> RegisteredRequirement {
    var sources: [RequirementSource] = []
    for node in yaml["sources"]?.elements ?? [] {
      guard let entry = node.entries?.first, node.entries?.count == 1,
        let kind = RequirementSource.Kind(rawValue: entry.key)
      else {
        throw Diagnostic(
          code: "bad-source", "a source is a map with one key", at: firstLine(of: node.place),
          hint: "one of \(RequirementSource.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      sources.append(RequirementSource(kind: kind, reference: entry.value.string ?? ""))
    }
    let clients = (yaml["clients"]?.entries ?? []).compactMap { entry in
      AffectedClient.Impact(rawValue: entry.value.string ?? "").map { AffectedClient(name: entry.key, impact: $0) }
    }
    let requirement = Requirement(
      id: yaml["id"]?.string ?? "", level: Level(rawValue: yaml["level"]?.string ?? "") ?? .may,
      kind: RequirementKind(rawValue: yaml["kind"]?.string ?? "") ?? .wire, area: area,
      text: yaml["text"]?.string ?? "",
      sources: sources, clients: clients.sorted { $0.name < $1.name })
    return RegisteredRequirement(
      requirement: requirement, place: firstLine(of: yaml.place), untested: yaml["untested"]?.string,
      isInvariant: yaml["judged"] != nil,
      examples: try examples(yaml["satisfied_by"], isViolated: false)
        + examples(yaml["violated_by"], isViolated: true))
  }

  private func examples(_ yaml: YAML?, isViolated: Bool) throws(Diagnostic) -> [RequirementExample] {
    var examples: [RequirementExample] = []
    for node in yaml?.elements ?? [] { examples.append(try RequirementExample(node, isViolated: isViolated)) }
    return examples
  }
}
