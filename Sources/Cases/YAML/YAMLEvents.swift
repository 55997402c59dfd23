import CLibyaml

/// One step of a YAML document, copied out of libyaml's memory.
struct YAMLEvent {
  enum Kind {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    case alias(String)
    case scalar(text: String, style: YAMLScalar.Style)
    case sequenceStart
    case mappingStart
    case collectionEnd
  }

  var kind: Kind
  var anchor: String?
  var tag: String?
  var start: YAMLMark
  var end: YAMLMark

  var span: Range<Int> { start.index..<max(start.index, end.index) }
}

/// A position in the text; all three count Unicode scalars from 0.
struct YAMLMark {
  var index: Int
  var line: Int
  var column: Int

  init(_ mark: yaml_mark_t) {
    index = Int(mark.index)
    line = Int(mark.line)
    column = Int(mark.column)
  }
}

/// What libyaml refuses, in its own words; both places when it names two.
struct YAMLSyntaxError: Error {
  var problem: String
  var problemMark: YAMLMark
  var context: String?
  var contextMark: YAMLMark
}

/// libyaml's event parser over bytes that are known to be valid UTF-8. Owns all C memory.
struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let scratch: UnsafeMutablePointer<yaml_event_t>

  init(_ bytes: ArraySlice<UInt8>) {
    // libyaml keeps pointers to its input and to itself, so both need a fixed address.
    input = .allocate(capacity: max(bytes.count, 1))
    _ = input.initialize(from: bytes)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    scratch = .allocate(capacity: 1)
    scratch.initialize(to: yaml_event_t())
    let code = yaml_parser_initialize(parser)
    precondition(code == 1, "out of memory")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    scratch.deallocate()
    input.deallocate()
  }

  /// The next event. After an error or the end of the stream it must not be asked again.
  mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
    guard yaml_parser_parse(parser, scratch) == 1 else { throw failure() }
    defer { yaml_event_delete(scratch) }
    let event = scratch.pointee
    var anchor: UnsafeMutablePointer<UInt8>?
    var tag: UnsafeMutablePointer<UInt8>?
    let kind: YAMLEvent.Kind
    switch event.type {
    case YAML_STREAM_START_EVENT: kind = .streamStart
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
    case YAML_ALIAS_EVENT: kind = .alias(Self.text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      (anchor, tag) = (scalar.anchor, scalar.tag)
      // The text may hold NUL, so its length counts, not its terminator.
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      kind = .scalar(
        text: String(decoding: bytes, as: UTF8.self),
        style: scalar.style == YAML_PLAIN_SCALAR_STYLE ? .plain : .quoted)
    case YAML_SEQUENCE_START_EVENT:
      (anchor, tag) = (event.data.sequence_start.anchor, event.data.sequence_start.tag)
      kind = .sequenceStart
    case YAML_MAPPING_START_EVENT:
      (anchor, tag) = (event.data.mapping_start.anchor, event.data.mapping_start.tag)
      kind = .mappingStart
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: kind = .collectionEnd
    default: kind = .streamEnd
    }
    return YAMLEvent(
      kind: kind, anchor: Self.text(anchor), tag: Self.text(tag),
      start: YAMLMark(event.start_mark), end: YAMLMark(event.end_mark))
  }

  private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private func failure() -> YAMLSyntaxError {
    let state = parser.pointee
    let problem =
      state.error == YAML_MEMORY_ERROR
      ? "out of memory" : state.problem.map { String(cString: $0) } ?? "unknown error"
    // A reader error has no mark of its own; the parser's position is the nearest.
    let hasMark = state.error != YAML_READER_ERROR && state.error != YAML_MEMORY_ERROR
    return YAMLSyntaxError(
      problem: problem, problemMark: YAMLMark(hasMark ? state.problem_mark : state.mark),
      context: state.context.map { String(cString: $0) }, contextMark: YAMLMark(state.context_mark))
  }
}
