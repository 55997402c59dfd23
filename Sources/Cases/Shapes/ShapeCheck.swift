/// Compares a YAML tree with the definition of the format: unknown and missing keys, wrong kinds of
/// values, each with its place and what to write instead.
package struct ShapeCheck {
  package private(set) var diagnostics: [Diagnostic] = []
  private let names: ShapeNames

  /// - Parameter names: the shapes that others refer to by name.
  init(names: ShapeNames) { self.names = names }

  package mutating func check(_ yaml: YAML, _ shape: Shape) {
    if yaml.isStandIn { return }
    guard let entries = yaml.entries else {
      report(yaml, "a map (\(shape.name))")
      return
    }
    for entry in entries {
      guard let key = shape[entry.key] else {
        diagnostics.append(
          Diagnostic(
            code: "unknown-key", "unknown key '\(entry.key)' in the \(shape.name)", at: entry.keyPlace,
            hint: names.renamedKeys[entry.key].flatMap { shape[$0] == nil ? nil : "it is called '\($0)' now" }
              ?? Suggestions.hint(for: entry.key, among: shape.keys.map(\.name))))
        continue
      }
      if entry.value.isRemoval, !key.isRequired { continue }
      check(entry.value, key.value)
    }
    for key in shape.keys where key.isRequired && yaml[key.name] == nil {
      diagnostics.append(
        Diagnostic(
          code: "missing-key", "this \(shape.name) has no '\(key.name)'", at: yaml.place.firstLine,
          hint: "\(key.name): \(key.value.description) — \(key.summary)"))
    }
  }

  mutating func check(_ yaml: YAML, _ kind: ValueKind) {
    if yaml.isStandIn { return }
    switch kind {
    case .any, .matcher: break
    case .string: if yaml.string == nil { report(yaml, kind.description) }
    case .integer(let range):
      if yaml.int.map(range.contains) != true { report(yaml, kind.description) }
    case .number: if yaml.number == nil { report(yaml, kind.description) }
    case .boolean: if yaml.bool == nil { report(yaml, kind.description) }
    case .choice(let values):
      // An unquoted `null` is YAML's null, and the word where that is a choice.
      guard let text = yaml.string ?? (yaml.isNull ? "null" : nil) else { return report(yaml, kind.description) }
      if !values.contains(text) { report(yaml, kind.description, hint: Suggestions.hint(for: text, among: values)) }
    case .list(let element):
      guard let elements = yaml.elements else { return report(yaml, kind.description) }
      for each in elements { check(each, element) }
    case .map(let value):
      guard let entries = yaml.entries else { return report(yaml, kind.description) }
      for entry in entries where !entry.value.isRemoval { check(entry.value, value) }
    case .shape(let name):
      if let shape = names.shapes[name] { check(yaml, shape) }
    case .either(let kinds): check(yaml, isOneOf: kinds, description: kind.description)
    }
  }

  private mutating func check(_ yaml: YAML, isOneOf kinds: [ValueKind], description: String) {
    var ofSameForm: [Diagnostic]?
    for kind in kinds {
      var attempt = ShapeCheck(names: names)
      attempt.check(yaml, kind)
      if attempt.diagnostics.isEmpty { return }
      if kind.fitsForm(of: yaml) { ofSameForm = attempt.diagnostics }
    }
    if let ofSameForm { diagnostics += ofSameForm } else { report(yaml, description) }
  }

  private mutating func report(_ yaml: YAML, _ wanted: String, hint: String? = nil) {
    diagnostics.append(
      Diagnostic(
        code: "wrong-kind",
        "\(yaml.scalar?.text.isEmpty == false ? "'\(yaml.scalar?.text ?? "")'" : yaml.kindName) where \(wanted) is needed",
        at: yaml.place.firstLine, hint: hint))
  }
}

/// The shapes of a format by name, and the keys that were called something else once.
struct ShapeNames: Sendable {
  var shapes: [String: Shape] = [:]
  /// The new name of a key by the old one.
  var renamedKeys: [String: String] = [:]
}

extension ValueKind {
  /// Whether a value of this kind is written as the same kind of YAML node.
  fileprivate func fitsForm(of yaml: YAML) -> Bool {
    switch self {
    case .list: yaml.elements != nil
    case .map, .shape: yaml.entries != nil
    case .any, .matcher: true
    case .either(let kinds): kinds.contains { $0.fitsForm(of: yaml) }
    default: yaml.scalar != nil
    }
  }
}
