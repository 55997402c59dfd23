import Contract

/// A group of endpoints that only some servers have, asked for by name: `--surface batches,files`. Its name is the area
/// of its requirements and cases.
package enum Surface: String, Sendable, CaseIterable, Comparable {
  case batches, files, skills

  package static func < (left: Surface, right: Surface) -> Bool { left.rawValue < right.rawValue }
}

extension Case {
  /// The group that it belongs to; nil where every server is asked.
  package var surface: Surface? { Surface(rawValue: area) }
}

extension Requirement {
  /// The group that it belongs to; nil where every server is judged.
  package var surface: Surface? { Surface(rawValue: area) }
}
