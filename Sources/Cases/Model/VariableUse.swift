import Wire

/// A `${variable}` where it is written, for lint.
package struct VariableUse: Sendable, Equatable {
  package var name: String
  package var place: SourcePlace
}

extension YAML {
  /// The variables that filling in this value asks for. Patterns, schemas and literals are never filled in.
  var variableUses: [VariableUse] {
    switch value {
    case .scalar:
      guard let string, string.contains("${") else { return [] }
      return TemplateText(string).variables.map { VariableUse(name: $0, place: place.firstLine) }
    case .sequence(let elements): return elements.flatMap(\.variableUses)
    case .mapping(let entries):
      if isOperator, ["$literal", "$matches", "$schema", "$media"].contains(entries[0].key) { return [] }
      return entries.flatMap(\.value.variableUses)
    }
  }
}
