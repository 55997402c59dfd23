import Contract
import Files
import Wire

/// Every example that requirements speak of, by name: described in a requirement's entry, in
/// `fixtures/examples/shared.yaml`, or a stream under `fixtures/transcripts` that needs no description.
package struct ExampleLibrary: Sendable {
  /// Described examples and where; a transcript's name stands for itself.
  private var definitions: [String: YAML] = [:]
  /// Paths of the streams under `fixtures/transcripts`, by name.
  private let transcripts: [String: String]
  /// What every exchange starts from.
  private let base: YAML
  /// Mistakes met on the way here.
  private(set) var diagnostics: [Diagnostic] = []

  /// - Parameter fixtures: the directory that holds `examples/` and `transcripts/`.
  /// - Throws: `FileError` when it cannot be read.
  package init(_ suite: Suite, fixtures: String) throws(FileError) {
    var transcripts: [String: String] = [:]
    for path in try Files.list(Files.join(fixtures, "transcripts"), extension: "sse") {
      transcripts[String(Files.name(of: path).dropLast(4))] = path
    }
    self.transcripts = transcripts
    var found: [Diagnostic] = []
    func parse(_ name: String) throws(FileError) -> YAML? {
      let path = Files.join(fixtures, "examples/\(name).yaml")
      let bytes = try Files.read(path)
      do throws(Diagnostic) { return try YAML.parse(bytes, file: path) } catch {
        found.append(error)
        return nil
      }
    }
    base = try parse("base") ?? YAML(.mapping([]), at: SourcePlace(file: "", line: 1, column: 1))
    for entry in try parse("shared")?.entries ?? [] {
      var check = ShapeCheck()
      check.check(entry.value, CaseFormat.example)
      found += check.diagnostics
      definitions[entry.key] = entry.value
    }
    for example in suite.requirements.flatMap(\.examples) {
      guard let definition = example.definition else { continue }
      if let first = definitions[example.name] {
        found.append(
          Diagnostic(
            code: "repeated-id", "the example '\(example.name)' is described twice", at: example.place,
            notes: [Diagnostic.Note("first described here", at: first.place.firstLine)]))
      }
      definitions[example.name] = definition
    }
    diagnostics = found
  }

  /// Every name that an example has, sorted.
  package var names: [String] { Set(definitions.keys).union(transcripts.keys).sorted() }

  /// Nil when there is no example of that name.
  package func example(_ name: String) throws(Diagnostic) -> Example? {
    let bare = transcripts[name].map { YAML(.mapping([]), at: SourcePlace(file: $0, line: 1, column: 1)) }
    guard let definition = definitions[name] ?? bare else { return nil }
    let builder = ExampleBuilder(base: base, transcript: bare == nil ? nil : name, read: stream)
    var turns: [Example.Turn] = []
    for part in definition["exchanges"]?.elements ?? [definition] {
      turns.append(try builder.turn(part, number: turns.count + 1))
    }
    return Example(name: name, turns: turns)
  }

  /// The place where an example is described, if it is.
  func place(of name: String) -> SourcePlace? { definitions[name].map { $0.place.firstLine } }

  private func stream(_ name: YAML) throws(Diagnostic) -> [UInt8] {
    guard let path = transcripts[name.string ?? ""] else {
      throw Diagnostic(
        code: "unknown-transcript", "no stream '\(name.string ?? "")' under fixtures/transcripts", at: name.place,
        hint: Suggestions.hint(for: name.string ?? "", among: transcripts.keys.sorted()))
    }
    do { return try Files.read(path) } catch {
      throw Diagnostic(code: "unreadable-fixture", "\(error)", at: name.place)
    }
  }
}
