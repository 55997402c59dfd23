import Wire

/// Reads `expect`: the claims about one response.
struct CheckDecoder {
  /// The requirement of checks that name none.
  let requirement: YAML?
  /// The case that names it.
  let extent: SourcePlace
  let log: DiagnosticLog

  func decode(_ yaml: YAML?) -> [Check] {
    guard let yaml else { return [] }
    return (yaml.elements ?? [yaml]).compactMap(check)
  }

  private func check(_ yaml: YAML) -> Check? {
    let map = MapReader(yaml: yaml, log: log)
    let expectations = ExpectationDecoder(log: log)
    let expectation = expectations.decode(
      yaml, apart: ["id", "requirement", "precondition", "classify_failure", "mentions_field"])
    if expectation.isEmpty {
      map.reportMissing("empty-check", "this check claims nothing, so it could not fail")
    }
    let classes = map.maps("classify_failure").map { grade in
      Grade(
        expectation: expectations.decode(grade.yaml, apart: ["reason"]), reason: grade.string("reason") ?? "")
    }
    guard let named = map["requirement"] ?? requirement, let id = named.string else {
      map.reportMissing(
        "no-requirement", "this check names no requirement", in: extent,
        hint: "requirement: the id of what it tests, here or at the case")
      return nil
    }
    return Check(
      id: map.string("id") ?? id, requirement: id, place: yaml.place.firstLine, expectation: expectation,
      precondition: map["precondition"].map { expectations.decode($0) }, failureClasses: classes,
      requirementPlace: named.place.firstLine, variables: yaml.variableUses, names: map.strings("mentions_field"),
      yaml: yaml)
  }
}

extension Expectation {
  fileprivate var isEmpty: Bool { outcome == nil && sections.isEmpty && events.isEmpty && alternatives.isEmpty }
}
