import Wire

/// Turns a case with a matrix into one case map a combination of rows.
enum MatrixExpansion {
  /// Combinations beyond this are refused: a suite that nobody can pay for is a mistake.
  static let maximumRows = 256

  struct Row {
    var id: String
    var yaml: YAML
    var axes: [String: String]
  }

  /// One row without a matrix. Where the matrix is too large to be expanded, the first row of each axis.
  static func expand(_ yaml: YAML, log: DiagnosticLog) -> [Row] {
    let bare = yaml.removing("matrix")
    var rows = [Row(id: "", yaml: bare, axes: [:])]
    for axis in yaml["matrix"]?.entries ?? [] {
      var overlays = overlays(of: axis, log: log)
      if rows.count * overlays.count > maximumRows {
        log.report(Diagnostic(code: "matrix-too-large", "more than \(maximumRows) rows", at: axis.keyPlace))
        overlays = Array(overlays.prefix(1))
      }
      if overlays.isEmpty { continue }
      rows = rows.flatMap { row in
        overlays.map { overlay in
          Row(
            id: (row.id.isEmpty ? "" : row.id + ",") + "\(axis.key)=\(overlay.name)",
            yaml: lay(overlay.yaml, over: row.yaml), axes: row.axes.merging([axis.key: overlay.name]) { $1 })
        }
      }
    }
    return rows
  }

  private static func lay(_ overlay: YAML?, over yaml: YAML) -> YAML {
    guard let overlay else { return yaml }
    // What a row expects replaces what the case expects, and so with the combined request and what is said about it:
    // half of each would be neither.
    var base = ["expect", "combined", "differs"].reduce(yaml) { overlay[$1] == nil ? $0 : $0.removing($1) }
    if overlay["combined"] != nil { base = base.removing("differs") }
    return base.merging(overlay)
  }

  private static func overlays(of axis: YAMLEntry, log: DiagnosticLog) -> [(name: String, yaml: YAML?)] {
    if let entries = axis.value.entries { return entries.map { ($0.key, $0.value) } }
    var overlays: [(name: String, yaml: YAML?)] = []
    for element in axis.value.elements ?? [] {
      let name = element.string ?? ""
      switch (axis.key, name) {
      case ("stream", "off"): overlays.append((name, nil))
      case ("stream", "on"): overlays.append((name, request(["body": ["stream": true]], element.place)))
      case ("auth", _) where AuthRow(rawValue: name) != nil:
        overlays.append((name, request(["auth": .string(name)], element.place)))
      default:
        log.report(
          Diagnostic(
            code: "bad-row", "the axis '\(axis.key)' has no built-in row '\(name)'", at: element.place,
            hint: "only stream: [off, on] and auth: [none, bearer, …] can be lists; write a map of rows"))
      }
    }
    return overlays
  }

  private static func request(_ json: JSON, _ place: SourcePlace) -> YAML {
    YAML(.mapping([YAMLEntry(key: "request", keyPlace: place, value: yaml(json, place))]), at: place)
  }

  private static func yaml(_ json: JSON, _ place: SourcePlace) -> YAML {
    switch json {
    case .object(let object):
      YAML(
        .mapping(object.members.map { YAMLEntry(key: $0.key, keyPlace: place, value: yaml($0.value, place)) }),
        at: place)
    case .string(let text): YAML(.scalar(YAMLScalar(text, style: .quoted)), at: place)
    default: YAML(.scalar(YAMLScalar(json.text(), style: .plain)), at: place)
    }
  }
}
