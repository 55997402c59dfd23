/// Collects what is wrong with a file while it is read.
///
/// Decoders report here and go on with a stand-in, so that one pass over a file finds all of its mistakes.
final class DiagnosticLog {
  private(set) var entries: [Diagnostic] = []

  /// Rows of one matrix repeat each other's mistakes, and what a value of the wrong kind leads to is no second one:
  /// one place is reported once.
  func report(_ diagnostic: Diagnostic) {
    if entries.contains(where: { $0.place == diagnostic.place && $0.code != diagnostic.code || $0 == diagnostic }) {
      return
    }
    entries.append(diagnostic)
  }

  func report(_ diagnostics: [Diagnostic]) { for diagnostic in diagnostics { report(diagnostic) } }

  /// Reports that something is missing from `extent`, unless a mistake inside of it may be why.
  func reportMissing(_ diagnostic: Diagnostic, from extent: SourcePlace) {
    if !hasEntry(in: extent) { report(diagnostic) }
  }

  /// Whether anything inside `place` has been reported.
  func hasEntry(in place: SourcePlace) -> Bool { entries.contains { place.encloses($0.place) } }
}

extension SourcePlace {
  /// Whether `other` begins inside this stretch.
  func encloses(_ other: SourcePlace) -> Bool {
    file == other.file && (line, column) <= (other.line, other.column)
      && (other.line, other.column) < (endLine, endColumn)
  }
}
