extension YAMLText {
  /// Refuses anything but comments after the document, which ends at `mark`.
  func checkNothingFollows(_ mark: YAMLMark) throws(Diagnostic) {
    var line = mark.line + 1
    var column = mark.column + 1
    var index = offset(ofScalar: mark.index)
    var isComment = false
    while index < bytes.endIndex {
      let byte = bytes[index]
      switch byte {
      case 0x0A, 0x0D:
        if byte == 0x0D, index + 1 < bytes.endIndex, bytes[index + 1] == 0x0A { index += 1 }
        (line, column, isComment) = (line + 1, 0, false)
      case 0x20, 0x09: break
      case UInt8(ascii: "#"): isComment = true
      default:
        guard isComment || isDocumentEnd(at: index, column) else {
          let isMark = column == 1 && bytes[index...].starts(with: Array("---".utf8))
          throw Diagnostic(
            code: "yaml-documents",
            isMark ? "a second document in the same file" : "text after the end of the document",
            at: SourcePlace(file: file, line: line, column: column),
            hint: isMark
              ? "one file holds one document: move this to a file of its own"
              : "the file holds one mapping or sequence, and that ended before this")
        }
      }
      index += 1
      column += 1
    }
  }

  private func isDocumentEnd(at index: Int, _ column: Int) -> Bool {
    let start = index - (column - 1)
    return column <= 3 && start >= bytes.startIndex && bytes[start...].starts(with: Array("...".utf8))
  }
}
