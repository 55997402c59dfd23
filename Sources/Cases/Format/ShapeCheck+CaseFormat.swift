extension ShapeCheck {
  /// Knows the shapes of the case format.
  package init() { self.init(names: CaseFormat.names) }
}

extension CaseFormat {
  fileprivate static let names = ShapeNames(
    shapes: Dictionary(shapes.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }), renamedKeys: renamed)
}
