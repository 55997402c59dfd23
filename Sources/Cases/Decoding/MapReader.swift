import Wire

/// A map of a file, read key by key: the one way in which decoders look at YAML.
///
/// `ShapeCheck` has reported values of a wrong kind and missing keys by then; here both read as absent. What only the
/// decoder can know goes to the same log, and decoding goes on.
struct MapReader {
  let yaml: YAML
  let log: DiagnosticLog

  /// The value of `key`, unless a later layer took it away.
  subscript(key: String) -> YAML? { yaml[key].flatMap { $0.isRemoval ? nil : $0 } }

  func string(_ key: String) -> String? { self[key]?.string }
  func int(_ key: String) -> Int? { self[key]?.int }
  func double(_ key: String) -> Double? { self[key]?.number?.double }
  func bool(_ key: String) -> Bool? { self[key]?.bool }
  func entries(_ key: String) -> [YAMLEntry] { (self[key]?.entries ?? []).filter { !$0.value.isRemoval } }

  /// The elements of a list, or the value alone where a list of one may be written without brackets.
  func elements(_ key: String) -> [YAML] { self[key].map { $0.elements ?? [$0] } ?? [] }
  func strings(_ key: String) -> [String] { elements(key).compactMap(\.string) }
  func ints(_ key: String) -> [Int] { elements(key).compactMap(\.int) }

  func choice<Value: RawRepresentable<String>>(_ key: String) -> Value? {
    string(key).flatMap(Value.init(rawValue:))
  }

  /// The map under `key`; an empty one when there is none.
  func map(_ key: String) -> MapReader {
    MapReader(yaml: self[key] ?? YAML(.mapping([]), at: yaml.place), log: log)
  }

  /// The maps of a list.
  func maps(_ key: String) -> [MapReader] { elements(key).map { MapReader(yaml: $0, log: log) } }

  /// Where the value of `key` stands; the map's beginning when it is absent.
  func place(of key: String) -> SourcePlace { (self[key]?.place ?? yaml.place).firstLine }

  func report(_ code: String, _ message: String, at place: SourcePlace? = nil, hint: String? = nil) {
    log.report(Diagnostic(code: code, message, at: place ?? yaml.place.firstLine, hint: hint))
  }

  /// Something is missing from this map, or from the stretch that it is a part of.
  func reportMissing(_ code: String, _ message: String, in extent: SourcePlace? = nil, hint: String? = nil) {
    log.reportMissing(
      Diagnostic(code: code, message, at: yaml.place.firstLine, hint: hint), from: extent ?? yaml.place)
  }
}

extension SourcePlace {
  /// A caret under a block of many lines helps nobody: its first character does.
  package var firstLine: SourcePlace {
    line == endLine ? self : SourcePlace(file: file, line: line, column: column)
  }
}
