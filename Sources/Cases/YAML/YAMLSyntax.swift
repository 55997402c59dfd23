/// libyaml's refusals in words that say what to do.
extension YAMLText {
  /// `innermost` is the collection that was being read.
  func diagnostic(for error: YAMLSyntaxError, innermost: YAMLFrame?) -> Diagnostic {
    if let opener = unclosed(error, innermost) { return opener }
    if error.problem == "could not find expected ':'", error.context != nil {
      // libyaml notices a line later; the mistake is the key.
      return syntax(
        "a key without ':'", at: error.contextMark,
        hint: "write ': ' after the key, or indent the line if it continues a text")
    }
    let (message, hint) = words(for: error)
    var notes: [Diagnostic.Note] = []
    if let context = error.context, error.contextMark.index != error.problemMark.index {
      notes = [.init(Self.contexts[context] ?? context, at: place(error.contextMark))]
    }
    return syntax(message, at: error.problemMark, hint: hint, notes: notes)
  }

  private func syntax(
    _ message: String, at mark: YAMLMark, hint: String?, notes: [Diagnostic.Note] = []
  ) -> Diagnostic {
    Diagnostic(code: "yaml-syntax", message, at: place(mark), hint: hint, notes: notes)
  }

  /// A quote or bracket that nothing closes. libyaml notices at the end of the file; the place to
  /// look at is where it opens.
  private func unclosed(_ error: YAMLSyntaxError, _ innermost: YAMLFrame?) -> Diagnostic? {
    guard byte(at: error.problemMark.index) == nil, let context = error.context else { return nil }
    if context.hasSuffix("quoted scalar") {
      return syntax("this quote is never closed", at: error.contextMark, hint: nil)
    }
    // Inside a flow collection libyaml may name the end of the file as the context too.
    guard context.contains("flow"), let innermost, let opener = byte(at: innermost.opening.upperBound - 1),
      opener == UInt8(ascii: "[") || opener == UInt8(ascii: "{")
    else { return nil }
    let end = innermost.openingPlace
    return Diagnostic(
      code: "yaml-syntax", "'\(Character(Unicode.Scalar(opener)))' is never closed",
      at: SourcePlace(file: file, line: end.endLine, column: end.endColumn - 1))
  }

  private func words(for error: YAMLSyntaxError) -> (message: String, hint: String?) {
    let mark = error.problemMark
    switch error.context {
    case "while scanning a %YAML directive", "while scanning a directive":
      return ("this is not a %YAML line", "write '%YAML 1.2' or remove the line")
    case "while scanning a tag", "while parsing a tag":
      return ("this is not a tag", "remove it; a text that starts with '!' needs quotes")
    default: break
    }
    switch error.problem {
    case "found character that cannot start any token":
      if byte(at: mark.index) == 0x09 { return Self.tab }
      return ("\(character(at: mark)) cannot start a value", "put the value in quotes")
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      return Self.tab
    case "did not find expected key":
      return misplaced(mark, start: error.contextMark, part: "key", of: "mapping")
    case "did not find expected '-' indicator":
      return misplaced(mark, start: error.contextMark, part: "item", of: "sequence")
    case "did not find expected node content":
      return ("\(character(at: mark)) where a value is expected", "a text that holds it needs quotes")
    default:
      return Self.messages[error.problem] ?? (error.problem, nil)
    }
  }

  /// Something that is neither the next key or item of a block nor its end.
  private func misplaced(
    _ mark: YAMLMark, start: YAMLMark, part: String, of block: String
  ) -> (String, String?) {
    guard isFirstInLine(mark) else {
      return ("\(character(at: mark)) cannot follow what is before it", "put the whole value in quotes")
    }
    guard mark.column == start.column else {
      return (
        "this does not line up with the \(part)s of the \(block) it is in",
        "what belongs together starts in the same column"
      )
    }
    return (
      "\(character(at: mark)) where the next \(part) of the \(block) is expected",
      "a mapping holds only 'key: value', a sequence only '- item'"
    )
  }

  private func isFirstInLine(_ mark: YAMLMark) -> Bool {
    let offset = offset(ofScalar: mark.index)
    return bytes[..<offset].suffix(mark.column).allSatisfy { $0 == 0x20 }
  }

  private func byte(at index: Int) -> UInt8? {
    let offset = offset(ofScalar: index)
    return offset < bytes.endIndex ? bytes[offset] : nil
  }

  private func character(at mark: YAMLMark) -> String {
    let start = offset(ofScalar: mark.index)
    switch byte(at: mark.index) {
    case nil: return "the end of the file"
    case 0x09: return "a tab"
    case 0x0A, 0x0D: return "the end of the line"
    default: return "'\(String(decoding: bytes[start..<offset(ofScalar: mark.index + 1)], as: UTF8.self))'"
    }
  }

  private static let tab = ("a tab in the indentation", "indent with spaces; YAML allows no tabs there")

  private static let messages: [String: (String, String?)] = [
    "mapping values are not allowed in this context": (
      "a ':' where no key can be",
      "put a value that holds ': ' in quotes; keys of one mapping start in the same column"
    ),
    "block sequence entries are not allowed in this context": (
      "a '- ' where no item can be", "start the sequence on a line of its own"
    ),
    "mapping keys are not allowed in this context": (
      "a '?' where no key can be", "put a text that starts with '?' in quotes"
    ),
    "found unexpected ':'": (
      "a ':' without a space after it", "write ': ' after a key, or put the text in quotes"
    ),
    "did not find expected <document start>": (
      "this belongs to nothing before it",
      "the file holds one mapping or sequence; after a %YAML line comes '---'"
    ),
    "did not find expected hexdecimal number": (
      "an escape with too few hex digits", "\\x takes two, \\u four, \\U eight"
    ),
    "found an indentation indicator equal to 0": (
      "an indentation of 0 in a block header", "write 1 to 9, or nothing"
    ),
    "did not find expected ',' or ']'": ("',' or ']' expected", nil),
    "did not find expected ',' or '}'": ("',' or '}' expected", nil),
    "found invalid Unicode character escape code": (
      "an escape that is not a character",
      "write the character itself, or \\U and eight hex digits; halves of a pair cannot stand alone"
    ),
    "found unknown escape character": (
      "an unknown escape", "use single quotes if the backslash is meant as it stands"
    ),
    "found undefined tag handle": (
      "an unknown tag", "remove it; a text that starts with '!' needs quotes"
    ),
    "did not find expected comment or line break": (
      "text after a block header", "start the text on the next line, or put it in quotes"
    ),
    "found unexpected document indicator": (
      "a document mark inside a quoted text", "indent the line, or close the quote before it"
    ),
    "did not find expected alphabetic or numeric character": (
      "a name of letters, digits, '-' and '_' expected",
      "a text that starts with '&' or '*' needs quotes"
    ),
    "found incompatible YAML document": ("a YAML version other than 1.1 and 1.2", "remove the line"),
    "found duplicate %YAML directive": ("a second %YAML directive", "remove the line"),
  ]

  private static let contexts: [String: String] = [
    "while parsing a block mapping": "the mapping starts here",
    "while parsing a block collection": "the sequence starts here",
    "while parsing a flow mapping": "the mapping starts here",
    "while parsing a flow sequence": "the sequence starts here",
    "while scanning a block scalar": "the text starts here",
    "while scanning a plain scalar": "the text starts here",
    "while scanning a quoted scalar": "the text starts here",
    "while parsing a quoted scalar": "the text starts here",
    "while scanning an anchor": "the anchor starts here",
    "while scanning a tag": "the tag starts here",
    "while parsing a tag": "the tag starts here",
    "while scanning a %YAML directive": "the line starts here",
    "while scanning a directive": "the line starts here",
    "while scanning an alias": "the alias starts here",
  ]
}
