/// Reads the file of tasks, whose shape has been checked.
struct TaskDecoder {
  let file: MapReader

  init(_ file: YAML, log: DiagnosticLog) { self.file = MapReader(yaml: file, log: log) }

  func decode() -> [ClientTask] {
    file.maps("tasks").map { map in
      ClientTask(
        name: map.string("task") ?? "", title: map.string("title") ?? "", patterns: map.patterns("requirements"),
        offeredBy: map.string("offered_by"), place: map.yaml.place.firstLine)
    }
  }
}

extension MapReader {
  /// Patterns over requirements.
  func patterns(_ key: String) -> [RequirementPattern] {
    elements(key).map { RequirementPattern(text: $0.string ?? "", place: $0.place.firstLine) }
  }
}
