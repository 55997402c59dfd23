/// A stretch of a source file: where it starts and, exclusively, where it ends.
///
/// Lines and columns count from 1; a column is one Unicode scalar (one byte where the text is not
/// UTF-8). Line breaks are LF, CR LF and CR. An empty stretch has the same start and end.
package struct SourcePlace: Sendable, Hashable {
  /// The path as the user would write it.
  package var file: String
  package var line: Int
  package var column: Int
  package var endLine: Int
  package var endColumn: Int

  package init(file: String, line: Int, column: Int, endLine: Int, endColumn: Int) {
    self.file = file
    self.line = line
    self.column = column
    self.endLine = endLine
    self.endColumn = endColumn
  }

  /// One character.
  package init(file: String, line: Int, column: Int) {
    self.init(file: file, line: line, column: column, endLine: line, endColumn: column + 1)
  }

  /// From the start of this place to the end of `other`.
  package func through(_ other: SourcePlace) -> SourcePlace {
    SourcePlace(file: file, line: line, column: column, endLine: other.endLine, endColumn: other.endColumn)
  }
}
