import Wire

extension LintRules {
  /// What a step asks for beyond the case's control is in the combined request that stands for it, or the author says
  /// that it is not.
  static func declaredDifferences(_ suite: Suite) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    // A list that several rows share is idle only where it is for all of them.
    var idle: [DeclaredDifference] = []
    var used: [DeclaredDifference] = []
    for subject in suite.cases {
      let control = suite.controlAddress(of: subject).flatMap(suite.caseAt)?.steps.first?.request
      for step in subject.steps {
        guard let combined = step.combined else { continue }
        let found = step.request.differences(from: combined, beyond: control)
        let declared = step.differences.map(\.path)
        let undeclared = found.filter { path in !declared.contains { isPath($0, at: path) } }
        if !undeclared.isEmpty {
          diagnostics.append(
            Diagnostic(
              code: "undeclared-difference",
              "the combined request of '\(subject.address)' does not hold its \(undeclared.joined(separator: ", "))",
              at: combined.place.firstLine,
              hint:
                "put it into the combined request, or say so: differs: [\((declared + undeclared).joined(separator: ", "))]"
            ))
        }
        for difference in step.differences {
          if found.contains(where: { isPath(difference.path, at: $0) }) {
            used.append(difference)
          } else {
            idle.append(difference)
          }
        }
      }
    }
    return diagnostics
      + idle.filter { !used.contains($0) }.map {
        Diagnostic(
          code: "idle-difference", "the combined request holds this request's \($0.path), so nothing differs",
          at: $0.place, hint: "remove it from differs")
      }
  }

  /// Whether `path` is `declared` or lies below it.
  private static func isPath(_ declared: String, at path: String) -> Bool {
    path == declared || path.hasPrefix(declared + ".")
  }
}

extension RequestTemplate {
  /// The parts of this request that neither `combined` nor `control` holds: what a server was asked for by the control
  /// alone is not what this request is about.
  func differences(from combined: RequestTemplate, beyond control: RequestTemplate?) -> [String] {
    let found = differences(from: combined)
    guard let control else { return found }
    let new = differences(from: control)
    return found.filter { path in
      new.contains { $0 == path || $0.hasPrefix(path + ".") || path.hasPrefix($0 + ".") }
    }
  }

  /// The parts of this request that `combined` does not hold, as paths. A header, a member of an object or an element
  /// of a list that is in both with the same value is held; elements may have others between them.
  func differences(from combined: RequestTemplate) -> [String] {
    var paths: [String] = []
    if method != combined.method { paths.append("method") }
    if path != combined.path { paths.append("path") }
    let parameters = Set((combined.query ?? "").split(separator: "&"))
    if !(query ?? "").split(separator: "&").allSatisfy(parameters.contains) { paths.append("query") }
    if auth != combined.auth { paths.append("auth") }
    if framing != .contentLength, framing != combined.framing { paths.append("framing") }
    for name in Set(headers.map { $0.name.lowercased() }).sorted() {
      let own = headers.values(of: name)
      let held = combined.headers.values(of: name)
      if !own.allSatisfy(held.contains) { paths.append("headers.\(name)") }
    }
    switch (body, combined.body) {
    case (.none, _): break
    case (.json(let own), .json(let held)):
      paths += own.withListsSpliced.differences(from: held.withListsSpliced, at: "body")
    case (let own, let held): if own != held { paths.append("body") }
    }
    return paths
  }
}

extension [HeaderField] {
  /// The values of a header; those of a list each by itself.
  fileprivate func values(of name: String) -> [String] {
    filter { $0.name.lowercased() == name }.flatMap { field in
      name == "anthropic-beta"
        ? field.value.split(separator: ",").map { $0.trimmingSpaces } : [field.value]
    }
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

extension JSON {
  /// The parts that `held` does not have, as deep as objects go.
  fileprivate func differences(from held: JSON, at path: String) -> [String] {
    if holds(in: held) { return [] }
    guard let own = object, let other = held.object else { return [path] }
    return own.members.flatMap { member -> [String] in
      guard let value = other[member.key] else { return ["\(path).\(member.key)"] }
      return member.value.differences(from: value, at: "\(path).\(member.key)")
    }
  }

  /// Whether everything in this value is in `other`: members of objects, elements of lists in the same order.
  private func holds(in other: JSON) -> Bool {
    if let own = object, let held = other.object {
      return own.members.allSatisfy { member in held[member.key].map { member.value.holds(in: $0) } ?? false }
    }
    guard let own = array, let held = other.array else { return self == other }
    var rest = held[...]
    return own.allSatisfy { element in
      guard let index = rest.firstIndex(where: { element.holds(in: $0) }) else { return false }
      rest = rest[(index + 1)...]
      return true
    }
  }
}
