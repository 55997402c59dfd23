import Wire

/// Reads the cases of one file whose shape has been checked.
struct CaseDecoder {
  private(set) var cases: [Case] = []
  private let file: MapReader
  private let log: DiagnosticLog

  var diagnostics: [Diagnostic] { log.entries }

  init(_ file: YAML, log: DiagnosticLog = DiagnosticLog()) {
    self.file = MapReader(yaml: file, log: log)
    self.log = log
    for node in self.file.elements("cases") {
      cases += MatrixExpansion.expand(node, log: log).map { decode(row: $0, of: node) }
    }
  }

  private func decode(row: MatrixExpansion.Row, of node: YAML) -> Case {
    let subject = MapReader(yaml: row.yaml, log: log)
    let defaults = file.map("defaults")
    let own = subject["request"] ?? YAML(.mapping([]), at: row.yaml.place)
    let steps = StepDecoder(
      subject: subject, extent: node.place, request: defaults["request"].map { $0.merging(own) } ?? own)
    let control = subject["control"] ?? defaults["control"]
    return Case(
      id: subject.string("id") ?? "", row: row.id, area: file.string("area") ?? "",
      title: subject.string("title") ?? "", place: node.place.firstLine,
      conditions: conditions(of: defaults) + conditions(of: subject),
      control: control?.string.flatMap { $0 == "none" ? nil : $0 },
      trials: Trials(run: subject.map("trials").int("run") ?? 1, pass: subject.map("trials").int("pass") ?? 1),
      steps: steps.decode(),
      relations: RelationDecoder(requirement: subject["requirement"], extent: node.place).decode(
        subject.maps("relations")),
      digest: digest(of: row.yaml), controlPlace: control?.place.firstLine,
      runsLast: subject.string("after") == "all", extent: node.place)
  }

  private func digest(of yaml: YAML) -> String {
    var digest = ContentDigest()
    digest.add(name: "case", yaml.removing("title").json.bytes())
    if let defaults = file["defaults"] { digest.add(name: "defaults", defaults.json.bytes()) }
    return digest.description
  }

  private func conditions(of map: MapReader) -> [Condition] {
    map.entries("when").compactMap { entry in
      guard let fact = Condition.Fact(rawValue: entry.key) else {
        map.report(
          "unknown-fact", "unknown fact '\(entry.key)'", at: entry.keyPlace,
          hint: Suggestions.hint(for: entry.key, among: Condition.Fact.allCases.map(\.rawValue)))
        return nil
      }
      let values = entry.value.elements ?? [entry.value]
      for value in values where !fact.values.contains(value.string ?? "") {
        map.report(
          "unknown-fact-value", "'\(entry.key)' is never '\(value.scalar?.text ?? value.kindName)'",
          at: value.place.firstLine, hint: Suggestions.hint(for: value.scalar?.text ?? "", among: fact.values))
      }
      return Condition(fact: fact, values: values.compactMap(\.string))
    }
  }
}
