import Wire

/// Reads the claims that tie the steps of a case together.
struct RelationDecoder {
  /// The requirement of relations that name none.
  let requirement: YAML?
  /// The case that names it.
  let extent: SourcePlace

  func decode(_ maps: [MapReader]) -> [Relation] { maps.compactMap(decode) }

  private func decode(_ map: MapReader) -> Relation? {
    let operators = Relation.Operator.allCases.filter { map[$0.rawValue] != nil }
    guard operators.count == 1, let relation = operators.first, map.elements(relation.rawValue).count >= 2 else {
      map.reportMissing(
        "bad-relation", "a relation has one of equal, differ, greater, at_least, within with at least two paths")
      return nil
    }
    guard let named = map["requirement"] ?? requirement, let id = named.string else {
      map.reportMissing("no-requirement", "this relation names no requirement", in: extent)
      return nil
    }
    return Relation(
      id: map.string("id") ?? id, requirement: id, relation: relation,
      paths: map.elements(relation.rawValue).compactMap { path($0, log: map.log) },
      percent: map.double("percent") ?? 0, ignoreUpTo: map.double("ignore_up_to") ?? -.infinity,
      reason: map.string("reason") ?? "relation", place: map.yaml.place.firstLine,
      requirementPlace: named.place.firstLine)
  }

  private func path(_ yaml: YAML, log: DiagnosticLog) -> RelationPath? {
    let parts = (yaml.string ?? "").split(separator: ".", maxSplits: 1)
    guard parts.count == 2, !parts[1].contains("${") else {
      log.report(
        Diagnostic(
          code: "bad-view-path", "a relation's path is a step's id and a path into its response, without variables",
          at: yaml.place.firstLine, hint: "e.g. ask.usage.input_total"))
      return nil
    }
    let rest = YAML(.scalar(YAMLScalar(String(parts[1]), style: .quoted)), at: yaml.place)
    return ViewPath.decode(rest, log: log).map {
      RelationPath(step: String(parts[0]), path: $0, place: yaml.place.firstLine)
    }
  }
}
