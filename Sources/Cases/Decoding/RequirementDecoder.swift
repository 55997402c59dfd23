import Contract
import Wire

/// Reads the requirements of one file whose shape has been checked.
struct RequirementDecoder {
  let file: MapReader

  init(_ file: YAML, log: DiagnosticLog) { self.file = MapReader(yaml: file, log: log) }

  func decode() -> [RegisteredRequirement] { file.maps("requirements").map(requirement) }

  private func requirement(_ map: MapReader) -> RegisteredRequirement {
    let sources = map.maps("sources").compactMap(source)
    let clients = map.entries("clients").compactMap { entry in
      AffectedClient.Impact(rawValue: entry.value.string ?? "").map { AffectedClient(name: entry.key, impact: $0) }
    }
    return RegisteredRequirement(
      requirement: Requirement(
        id: map.string("id") ?? "", level: map.choice("level") ?? .may, kind: map.choice("kind") ?? .wire,
        area: file.string("area") ?? "", text: map.string("text") ?? "", sources: sources.map(\.source),
        clients: clients.sorted { $0.name < $1.name }),
      place: map.yaml.place.firstLine, untested: map.string("untested"), sourcePlaces: sources.map(\.place),
      isInvariant: map["judged"] != nil,
      examples: map.elements("satisfied_by").compactMap { example($0, isViolated: false) }
        + map.elements("violated_by").compactMap { example($0, isViolated: true) },
      since: map.string("since"), sincePlace: map["since"]?.place.firstLine)
  }

  private func example(_ yaml: YAML, isViolated: Bool) -> RequirementExample? {
    do throws(Diagnostic) {
      return try RequirementExample(yaml, isViolated: isViolated)
    } catch {
      file.log.report(error)
      return nil
    }
  }

  private func source(_ map: MapReader) -> (source: RequirementSource, place: SourcePlace)? {
    guard let entry = map.yaml.entries?.first, map.yaml.entries?.count == 1,
      let kind = RequirementSource.Kind(rawValue: entry.key)
    else {
      map.reportMissing(
        "bad-source", "a source is a map with one key",
        hint: "one of \(RequirementSource.Kind.allCases.map(\.rawValue).joined(separator: ", "))")
      return nil
    }
    return (RequirementSource(kind: kind, reference: entry.value.string ?? ""), entry.value.place.firstLine)
  }
}
