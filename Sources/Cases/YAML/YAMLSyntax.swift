/// libyaml's refusals in words that say what to do.
extension YAMLText {
  func diagnostic(for error: YAMLSyntaxError) -> Diagnostic {
    var mark = error.problemMark
    var message = error.problem
    var hint: String?
    var notes: [Diagnostic.Note] = []
    if let context = error.context, error.contextMark.index != mark.index {
      notes = [.init(context, at: place(error.contextMark))]
    }
    switch error.problem {
    case "found unexpected end of stream" where error.context == "while scanning a quoted scalar":
      // The end of the file is where libyaml noticed; the mistake is at the quote.
      mark = error.contextMark
      message = "this quote is never closed"
      notes = []
    case "found character that cannot start any token":
      message = "\(character(at: mark)) cannot start a value"
      hint =
        byte(at: mark) == 0x09
        ? "indent with spaces; YAML allows no tabs there" : "put the value in quotes"
    case "mapping values are not allowed in this context":
      message = "a ':' where no key can be"
      hint = "put a value that holds ': ' in quotes; keys of one mapping start in the same column"
    case "could not find expected ':'":
      message = "a key without ':'"
      hint = "write ': ' after the key, or indent the line if it continues a text"
    case "did not find expected key":
      message = "this does not line up with the keys of the mapping it is in"
      hint = "keys of one mapping start in the same column"
    case "did not find expected '-' indicator":
      message = "this does not line up with the items of the sequence it is in"
      hint = "items of one sequence start with '- ' in the same column"
    case "did not find expected ',' or ']'":
      message = "',' or ']' expected"
    case "did not find expected ',' or '}'":
      message = "',' or '}' expected"
    case "found invalid Unicode character escape code":
      message = "an escape that is no character"
      hint = "write the character itself, or \\U and eight hex digits; halves of a pair cannot stand alone"
    case "found unknown escape character":
      message = "an unknown escape"
      hint = "use single quotes if the backslash is meant as it stands"
    case "found undefined tag handle":
      message = "an unknown tag"
      hint = "remove it; a text that starts with '!' needs quotes"
    default: break
    }
    return Diagnostic(code: "yaml-syntax", message, at: place(mark), hint: hint, notes: notes)
  }

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
          let place = SourcePlace(file: file, line: line, column: column)
          throw Diagnostic(
            code: "yaml-documents", "a second document in the same file", at: place,
            hint: "one file holds one document: move this to a file of its own")
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

  private func byte(at mark: YAMLMark) -> UInt8? {
    let offset = offset(ofScalar: mark.index)
    return offset < bytes.endIndex ? bytes[offset] : nil
  }

  private func character(at mark: YAMLMark) -> String {
    guard let byte = byte(at: mark) else { return "the end of the file" }
    if byte == 0x09 { return "a tab" }
    let start = offset(ofScalar: mark.index)
    let end = offset(ofScalar: mark.index + 1)
    return "'\(String(decoding: bytes[start..<end], as: UTF8.self))'"
  }
}
