import Wire

/// Reads the steps of a case, or the one step that a case without `steps` is.
struct StepDecoder {
  let subject: MapReader
  /// All lines of the case, of which `subject` may be a row.
  let extent: SourcePlace
  /// What the requests of all steps start from.
  let request: YAML

  /// Keys of a case that belong to its only step.
  private static let keysOfOneStep = ["expect", "capture", "parallel", "unshared", "combined", "differs"]

  func decode() -> [Step] {
    guard subject["steps"] != nil else { return [step(subject, id: "exchange", request: request)] }
    for entry in subject.yaml.entries ?? [] where Self.keysOfOneStep.contains(entry.key) && !entry.value.isRemoval {
      subject.report(
        "stray-key", "'\(entry.key)' belongs to the steps of a case that has steps", at: entry.keyPlace)
    }
    let steps = subject.maps("steps").map { map in
      step(map, id: map.string("id") ?? "", request: map["request"].map { request.merging($0) } ?? request)
    }
    for (index, map) in subject.maps("steps").enumerated() {
      guard let name = map["needs"], !steps[..<index].contains(where: { $0.id == name.string && $0.poll != nil }) else {
        continue
      }
      map.report("bad-needs", "no earlier step of this name polls", at: name.place.firstLine)
    }
    return steps
  }

  private func step(_ map: MapReader, id: String, request: YAML) -> Step {
    let combined = map["combined"]
    if combined == nil, let stray = map["differs"] {
      map.report("stray-key", "'differs' is about a combined request, and there is none", at: stray.place.firstLine)
    }
    return Step(
      id: id, place: map.yaml.place.firstLine,
      request: RequestDecoder(log: map.log).decode(request.withoutRemovals()),
      checks: CheckDecoder(requirement: subject["requirement"], extent: extent, log: map.log).decode(map["expect"]),
      captures: map.entries("capture").compactMap { entry in
        Capture(name: entry.key, path: ViewPath.decode(entry.value, log: map.log) ?? ViewPath.nowhere)
      },
      parallel: map.int("parallel") ?? 1, isUnshared: map.bool("unshared") ?? false,
      isBackground: isBackground(map),
      combined: combined.map { RequestDecoder(log: map.log).decode($0.withoutRemovals()) },
      poll: poll(map), needs: map.string("needs"),
      differences: map.elements("differs").compactMap { element in
        element.string.map { DeclaredDifference(path: $0, place: element.place) }
      })
  }

  private func poll(_ map: MapReader) -> Poll? {
    guard map["poll"] != nil else { return nil }
    let poll = map.map("poll")
    if let stray = ["parallel", "combined", "background"].first(where: { map[$0] != nil }) {
      map.report("bad-poll", "a step that is sent until something holds cannot have '\(stray)'")
    }
    return Poll(
      until: ExpectationDecoder(log: map.log).decode(poll["until"] ?? poll.yaml),
      attempts: poll.int("attempts") ?? 2, every: poll.int("every") ?? 1000)
  }

  private func isBackground(_ map: MapReader) -> Bool {
    guard map.bool("background") == true else { return false }
    if let stray = ["capture", "parallel"].first(where: { map[$0] != nil })
      ?? (map.map("request")["disconnect"] == nil ? nil : "disconnect")
    {
      map.report("bad-background", "a step in the background cannot have '\(stray)'")
    }
    return true
  }
}

extension ViewPath {
  /// Stands for a path that could not be read.
  static let nowhere = ViewPath("status")!

  /// Reads a path that begins with a view of the response.
  static func decode(_ yaml: YAML, log: DiagnosticLog) -> ViewPath? {
    guard let text = yaml.string, let path = ViewPath(text), case .key(let name)? = path.segments.first,
      View(rawValue: name) != nil
    else {
      log.report(
        Diagnostic(
          code: "bad-view-path", "a path begins with a view of the response", at: yaml.place.firstLine,
          hint:
            "one of \(View.allCases.map(\.rawValue).joined(separator: ", ")), e.g. message.content[type=tool_use].id"
        ))
      return nil
    }
    return path
  }
}
