import Wire

/// A collection that is still being read.
struct YAMLFrame {
  let isMapping: Bool
  let anchor: String?
  let openingPlace: SourcePlace
  private var elements: [YAML] = []
  private var entries: [YAMLEntry] = []
  /// Where in `entries` each key is.
  private var positions: [ByteKey: Int] = [:]
  private var pendingKey: Key?
  private var merge: (place: SourcePlace, source: YAML, position: Int)?
  /// Where its opening lies, in scalars: anchor, tag and, in flow style, the bracket.
  let opening: Range<Int>
  private var lastPlace: SourcePlace?
  private var size = 1
  private var height = 1

  private struct Key {
    var text: String
    var place: SourcePlace
    /// Where its text ends, in scalars.
    var end: Int
    var isMerge: Bool
  }

  init(isMapping: Bool, anchor: String?, opening: Range<Int>, at place: SourcePlace) {
    self.isMapping = isMapping
    self.anchor = anchor
    self.opening = opening
    openingPlace = place
  }

  /// Throws when a key is due, which a collection cannot be.
  func checkValueExpected(at place: SourcePlace) throws(Diagnostic) {
    guard isMapping, pendingKey == nil else { return }
    throw Diagnostic(
      code: "yaml-key", "a key must be a string, not a collection",
      at: SourcePlace(file: place.file, line: place.line, column: place.column),
      hint: "a text that starts with '{' or '[' needs quotes")
  }

  mutating func add(_ node: YAMLBuilder.Node, in text: YAMLText) throws(Diagnostic) {
    if isMapping, pendingKey == nil {
      pendingKey = try key(node)
      return
    }
    lastPlace = node.yaml.place
    let key = pendingKey
    pendingKey = nil
    if let key { try checkHasColon(key, node, in: text) }
    if let key, key.isMerge {
      // The mappings themselves vanish in this one, so they add neither to its size nor its height.
      let sources = node.yaml.elements?.count
      size += max(0, node.size - 1 - (sources ?? 0))
      height = max(height, node.height - (sources == nil ? 0 : 1))
      merge = (key.place, node.yaml, entries.count)
      return
    }
    size += node.size
    height = max(height, node.height + 1)
    guard let key else {
      elements.append(node.yaml)
      return
    }
    entries.append(YAMLEntry(key: key.text, keyPlace: key.place, value: node.yaml))
  }

  /// The finished collection; `event` is its end.
  func finished(_ event: YAMLEvent, in text: YAMLText) throws(Diagnostic) -> YAMLBuilder.Node {
    var place = text.place(event.start, event.end)
    // A block has no closing mark: its end event lies where the next thing starts.
    if event.start.index == event.end.index, let lastPlace { place = lastPlace }
    place = openingPlace.through(place)
    let value: YAML.Value = isMapping ? .mapping(try mergedEntries()) : .sequence(elements)
    let start = opening.lowerBound
    return YAMLBuilder.Node(
      yaml: YAML(value, at: place), span: start..<max(start, event.end.index), size: size, height: height)
  }

  private mutating func key(_ node: YAMLBuilder.Node) throws(Diagnostic) -> Key {
    let place = node.yaml.place
    guard let scalar = node.yaml.scalar, case .string(let text) = scalar.resolved else {
      let shown = node.yaml.scalar?.text ?? ""
      throw Diagnostic(
        code: "yaml-key", "a key must be a string, not \(node.yaml.kindName)", at: place,
        hint: shown.isEmpty ? "write the key before the ':'" : "put it in quotes: \"\(shown)\"")
    }
    let isMerge = scalar.style == .plain && text == "<<"
    let earlier = isMerge ? merge?.place : positions[ByteKey(text)].map { entries[$0].keyPlace }
    if let earlier {
      throw Diagnostic(
        code: "duplicate-key", "the key '\(text)' occurs twice in this mapping", at: place,
        hint: isMerge ? "merge several mappings with one '<<: [*first, *second]'" : nil,
        notes: [.init("first written here", at: earlier)])
    }
    if !isMerge { positions[ByteKey(text)] = entries.count }
    return Key(text: text, place: place, end: node.span.upperBound, isMerge: isMerge)
  }

  /// Refuses `{a:1}`, which YAML reads as a key `a:1` without a value, and `? a` alone.
  private func checkHasColon(
    _ key: Key, _ value: YAMLBuilder.Node, in text: YAMLText
  ) throws(Diagnostic) {
    guard value.span.isEmpty, value.yaml.isNull, key.end <= value.span.lowerBound else { return }
    let keyEnd = text.offset(ofScalar: key.end)
    let valueStart = text.offset(ofScalar: value.span.lowerBound)
    guard !text.bytes[keyEnd...].prefix(max(0, valueStart - keyEnd)).contains(UInt8(ascii: ":")) else { return }
    throw Diagnostic(
      code: "missing-value", "the key '\(key.text)' has no value", at: key.place,
      hint: key.text.utf8.contains(UInt8(ascii: ":"))
        ? "write a space after the ':' that ends a key" : "write ': null' if null is meant")
  }

  /// The entries with what `<<` brings in its place: written keys win over merged ones, earlier
  /// sources over later ones.
  private func mergedEntries() throws(Diagnostic) -> [YAMLEntry] {
    guard let merge else { return entries }
    let sources = merge.source.elements ?? [merge.source]
    var known = Set(positions.keys)
    var added: [YAMLEntry] = []
    for source in sources {
      guard let merged = source.entries else {
        throw Diagnostic(
          code: "yaml-merge", "'<<' merges mappings, not \(source.kindName)", at: source.place,
          hint: "name mappings: '<<: *anchor' or '<<: [*first, *second]'")
      }
      added += merged.filter { known.insert(ByteKey($0.key)).inserted }
    }
    return entries[..<merge.position] + added + entries[merge.position...]
  }
}

/// A key that equals another only byte by byte; Swift's own `==` is canonical equivalence.
private struct ByteKey: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: ByteKey, right: ByteKey) -> Bool { left.text.sameBytes(as: right.text) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
