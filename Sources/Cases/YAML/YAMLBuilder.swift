import Wire

extension YAML {
  /// Collections inside collections, at most.
  package static let maximumDepth = 64
  /// How many values aliases may add in all.
  package static let maximumExpansion = 100_000

  /// Parses the one document of a file; an empty file is null.
  ///
  /// Accepts YAML as libyaml does, less what has no place in a case: other tags than the core ones,
  /// tag directives, several documents, keys that are no strings, duplicate keys, keys without a
  /// value in a flow mapping (`{a:1}`). Time and memory are linear in the size of the file.
  /// - Throws: `Diagnostic`, whose places lie in `file`.
  package static func parse(_ bytes: [UInt8], file: String) throws(Diagnostic) -> YAML {
    let text = try YAMLText(bytes, file: file)
    var builder = YAMLBuilder(text: text)
    return try builder.document()
  }
}

/// Builds the tree from libyaml's events, without recursion.
struct YAMLBuilder: ~Copyable {
  /// A finished value with what its use through an alias costs.
  struct Node {
    var yaml: YAML
    /// Where its text lies, in scalars.
    var span: Range<Int>
    /// How many values it holds, itself included.
    var size = 1
    /// How many collections are nested in it, itself included.
    var height = 0
  }

  let text: YAMLText
  private var events: YAMLEvents
  /// The open collections, outermost first.
  var stack: [YAMLFrame] = []
  private var anchors: [String: Node] = [:]
  private var expanded = 0
  private var root: Node?

  init(text: YAMLText) {
    self.text = text
    events = YAMLEvents(text.bytes)
  }

  mutating func document() throws(Diagnostic) -> YAML {
    while true {
      let event: YAMLEvent
      do throws(YAMLSyntaxError) {
        event = try events.next()
      } catch {
        throw text.diagnostic(for: error, innermost: stack.last)
      }
      switch event.kind {
      case .streamStart, .documentStart: break
      case .streamEnd:
        let nowhere = SourcePlace(file: text.file, line: 1, column: 1, endLine: 1, endColumn: 1)
        return root?.yaml ?? YAML(.scalar(YAMLScalar("", style: .plain)), at: nowhere)
      case .documentEnd:
        // Looked at here and not by libyaml: what follows need not be YAML at all.
        try text.checkNothingFollows(event.end)
        if let root { return root.yaml }
      case .alias(let name): try add(try resolve(name, event), anchor: nil)
      case .scalar(let value, let style):
        try add(try scalar(value, style: style, event: event), anchor: event.anchor)
      case .sequenceStart: try open(event, isMapping: false)
      case .mappingStart: try open(event, isMapping: true)
      case .collectionEnd:
        guard let frame = stack.popLast() else { break }
        try add(try frame.finished(event, in: text), anchor: frame.anchor)
      }
    }
  }

  private func scalar(
    _ value: String, style: YAMLScalar.Style, event: YAMLEvent
  ) throws(Diagnostic) -> Node {
    let place = text.place(event.start, event.end)
    var scalar = YAMLScalar(value, style: style)
    if let tag = event.tag {
      guard let tagged = scalar.tagged(tag) else { throw badTag(tag, on: "this value", at: place) }
      scalar = tagged
    }
    return Node(yaml: YAML(.scalar(scalar), at: place), span: event.span)
  }

  private mutating func open(_ event: YAMLEvent, isMapping: Bool) throws(Diagnostic) {
    let place = text.place(event.start, event.end)
    if let tag = event.tag, tag != "tag:yaml.org,2002:\(isMapping ? "map" : "seq")" {
      throw badTag(tag, on: isMapping ? "a mapping" : "a sequence", at: place)
    }
    // Checked before anything inside is read, so a key that opens a collection stops here too.
    try stack.last?.checkValueExpected(at: place)
    guard stack.count < YAML.maximumDepth else { throw tooDeep(at: place) }
    stack.append(
      YAMLFrame(isMapping: isMapping, anchor: event.anchor, opening: event.span, at: place))
  }

  /// Puts a finished value where it belongs: into the innermost open collection, or at the root.
  private mutating func add(_ node: Node, anchor: String?) throws(Diagnostic) {
    if let anchor { anchors[anchor] = node }
    guard !stack.isEmpty else {
      root = node
      return
    }
    try stack[stack.count - 1].add(node, in: text)
  }

  private mutating func resolve(_ name: String, _ event: YAMLEvent) throws(Diagnostic) -> Node {
    let place = text.place(event.start, event.end)
    guard var node = anchors[name] else {
      if let frame = stack.first(where: { $0.anchor == name }) {
        throw Diagnostic(
          code: "yaml-anchor", "the alias '*\(name)' lies inside the value it stands for", at: place,
          notes: [.init("the value starts here", at: frame.openingPlace)])
      }
      let near = Suggestions.nearest(to: name, among: anchors.keys.sorted())
      throw Diagnostic(
        code: "yaml-anchor", "no anchor '&\(name)' before this alias", at: place,
        hint: near.map { "did you mean '*\($0)'?" })
    }
    expanded += node.size
    guard expanded <= YAML.maximumExpansion else {
      throw Diagnostic(
        code: "yaml-expansion", "aliases add more than \(YAML.maximumExpansion) values by here", at: place,
        hint: "use fewer aliases of large values")
    }
    guard stack.count + node.height <= YAML.maximumDepth else { throw tooDeep(at: place) }
    node.yaml.place = place
    node.span = event.span
    return node
  }

  private func tooDeep(at place: SourcePlace) -> Diagnostic {
    Diagnostic(
      code: "yaml-too-deep", "nesting deeper than \(YAML.maximumDepth)",
      at: SourcePlace(file: place.file, line: place.line, column: place.column))
  }

  private func badTag(_ tag: String, on target: String, at place: SourcePlace) -> Diagnostic {
    let isKnown = ["str", "int", "float", "bool", "null", "map", "seq"].contains { Self.coreTags + $0 == tag }
    let shown = tag.hasPrefix(Self.coreTags) ? "!!" + tag.dropFirst(Self.coreTags.count) : tag
    return Diagnostic(
      code: "yaml-tag", isKnown ? "the tag '\(shown)' does not fit \(target)" : "unknown tag '\(shown)'",
      at: place, hint: isKnown ? "remove the tag" : "remove it; a text that starts with '!' needs quotes")
  }

  private static let coreTags = "tag:yaml.org,2002:"
}
