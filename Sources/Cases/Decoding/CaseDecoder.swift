import Wire

/// Reads the cases of one file whose shape has been checked.
struct CaseDecoder {
  let file: YAML
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var cases: [Case] = []

  init(_ file: YAML) {
    self.file = file
    for node in file["cases"]?.elements ?? [] {
      do throws(Diagnostic) {
        for row in try MatrixExpansion.expand(node) {
          do throws(Diagnostic) { cases.append(try decode(row, node)) } catch { diagnostics.append(error) }
        }
      } catch { diagnostics.append(error) }
    }
    // One mistake in a case with many rows is one mistake.
    diagnostics = diagnostics.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func decode(_ row: MatrixExpansion.Row, _ node: YAML) throws(Diagnostic) -> Case {
    let yaml = row.yaml
    let defaults = file["defaults"]
    let base =
      (defaults?["request"]).map { $0.merging(yaml["request"] ?? empty(yaml)) } ?? yaml["request"] ?? empty(yaml)
    let requirement = yaml["requirement"]?.string
    return Case(
      id: yaml["id"]?.string ?? "", row: row.id, area: file["area"]?.string ?? "", title: yaml["title"]?.string ?? "",
      place: firstLine(of: node.place),
      conditions: try conditions(defaults?["when"]) + conditions(yaml["when"]),
      control: control(yaml, defaults),
      trials: Trials(run: yaml["trials"]?["run"]?.int ?? 1, pass: yaml["trials"]?["pass"]?.int ?? 1),
      steps: try steps(yaml, base, requirement), relations: try relations(yaml["relations"], requirement),
      digest: digest(yaml, defaults))
  }

  private func digest(_ yaml: YAML, _ defaults: YAML?) -> String {
    var digest = ContentDigest()
    digest.add(name: "case", yaml.removing("title").json.bytes())
    if let defaults { digest.add(name: "defaults", defaults.json.bytes()) }
    return digest.description
  }

  private func empty(_ yaml: YAML) -> YAML { YAML(.mapping([]), at: yaml.place) }

  private func control(_ yaml: YAML, _ defaults: YAML?) -> String? {
    let name = yaml["control"]?.string ?? defaults?["control"]?.string
    return name == "none" ? nil : name
  }

  private func conditions(_ yaml: YAML?) throws(Diagnostic) -> [Condition] {
    var conditions: [Condition] = []
    for entry in yaml?.entries ?? [] {
      guard let fact = Condition.Fact(rawValue: entry.key) else {
        throw Diagnostic(
          code: "unknown-fact", "unknown fact '\(entry.key)'", at: entry.keyPlace,
          hint: hint(entry.key, Condition.Fact.allCases.map(\.rawValue)))
      }
      let values = (entry.value.elements ?? [entry.value]).compactMap(\.string)
      for value in values where !fact.values.contains(value) {
        throw Diagnostic(
          code: "unknown-fact-value", "'\(entry.key)' is never '\(value)'", at: entry.value.place,
          hint: hint(value, fact.values))
      }
      conditions.append(Condition(fact: fact, values: values))
    }
    return conditions
  }

  private func steps(_ yaml: YAML, _ base: YAML, _ requirement: String?) throws(Diagnostic) -> [Step] {
    guard let nodes = yaml["steps"]?.elements else {
      return [try step(yaml, id: "exchange", request: base, requirement)]
    }
    if let stray = yaml.entries?.first(where: {
      ["expect", "capture", "parallel", "unshared", "combined"].contains($0.key)
    }) {
      throw Diagnostic(
        code: "stray-key", "'\(stray.key)' belongs to the steps of a case that has steps", at: stray.keyPlace)
    }
    var steps: [Step] = []
    for node in nodes {
      let request = node["request"].map { base.merging($0) } ?? base
      steps.append(try step(node, id: node["id"]?.string ?? "", request: request, requirement))
    }
    return steps
  }

  private func step(_ yaml: YAML, id: String, request: YAML, _ requirement: String?) throws(Diagnostic) -> Step {
    var captures: [Capture] = []
    for entry in yaml["capture"]?.entries ?? [] {
      captures.append(Capture(name: entry.key, path: try path(entry.value)))
    }
    return Step(
      id: id, place: firstLine(of: yaml.place), request: try RequestDecoder.decode(request.withoutRemovals()),
      checks: try CheckDecoder(requirement: requirement).decode(yaml["expect"]), captures: captures,
      parallel: yaml["parallel"]?.int ?? 1, isUnshared: yaml["unshared"]?.bool ?? false,
      isBackground: try isBackground(yaml), combined: try combined(yaml["combined"]))
  }

  private func combined(_ yaml: YAML?) throws(Diagnostic) -> RequestTemplate? {
    guard let yaml, !yaml.isRemoval else { return nil }
    return try RequestDecoder.decode(yaml.withoutRemovals())
  }

  private func isBackground(_ yaml: YAML) throws(Diagnostic) -> Bool {
    guard yaml["background"]?.bool == true else { return false }
    if let stray = ["capture", "parallel"].first(where: { yaml[$0] != nil })
      ?? (yaml["request"]?["disconnect"] == nil ? nil : "disconnect")
    {
      throw Diagnostic(
        code: "bad-background", "a step in the background cannot have '\(stray)'", at: firstLine(of: yaml.place))
    }
    return true
  }

  private func path(_ yaml: YAML) throws(Diagnostic) -> ViewPath {
    guard let text = yaml.string, let path = ViewPath(text), case .key(let view)? = path.segments.first,
      View(rawValue: view) != nil
    else {
      throw Diagnostic(
        code: "bad-view-path", "a path begins with a view of the response", at: yaml.place,
        hint: "one of \(View.allCases.map(\.rawValue).joined(separator: ", ")), e.g. message.content[type=tool_use].id")
    }
    return path
  }

  private func relations(_ yaml: YAML?, _ requirement: String?) throws(Diagnostic) -> [Relation] {
    var relations: [Relation] = []
    for node in yaml?.elements ?? [] {
      let operators = Relation.Operator.allCases.filter { node[$0.rawValue] != nil }
      guard operators.count == 1, let relation = operators.first, let list = node[relation.rawValue]?.elements,
        list.count >= 2
      else {
        throw Diagnostic(
          code: "bad-relation",
          "a relation has one of equal, differ, greater, at_least, within with at least two paths",
          at: firstLine(of: node.place))
      }
      guard let requirement = node["requirement"]?.string ?? requirement else {
        throw Diagnostic(code: "no-requirement", "this relation names no requirement", at: firstLine(of: node.place))
      }
      var paths: [RelationPath] = []
      for element in list { paths.append(try relationPath(element)) }
      relations.append(
        Relation(
          id: node["id"]?.string ?? requirement, requirement: requirement, relation: relation, paths: paths,
          percent: node["percent"]?.number?.double ?? 0, ignoreUpTo: node["ignore_up_to"]?.number?.double ?? -.infinity,
          reason: node["reason"]?.string ?? "relation", place: firstLine(of: node.place)))
    }
    return relations
  }

  private func relationPath(_ yaml: YAML) throws(Diagnostic) -> RelationPath {
    let text = yaml.string ?? ""
    let parts = text.split(separator: ".", maxSplits: 1)
    guard parts.count == 2 else {
      throw Diagnostic(
        code: "bad-view-path", "a relation's path is a step's id and a path into its response", at: yaml.place,
        hint: "e.g. ask.usage.input_total")
    }
    let rest = YAML(.scalar(YAMLScalar(String(parts[1]), style: .quoted)), at: yaml.place)
    return RelationPath(step: String(parts[0]), path: try path(rest))
  }
}
