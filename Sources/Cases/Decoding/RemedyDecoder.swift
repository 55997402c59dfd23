/// Reads a file of remedies, whose shape has been checked.
struct RemedyDecoder {
  let file: MapReader

  init(_ file: YAML, log: DiagnosticLog) { self.file = MapReader(yaml: file, log: log) }

  func decode() -> [Remedy] { file.maps("remedies").map(remedy) }

  private func remedy(_ map: MapReader) -> Remedy {
    let said = map.string("said")
    if let said, (try? Regex(said)) == nil {
      map.report("bad-pattern", "'\(said)' is not a regular expression", at: map.place(of: "said"))
    }
    return Remedy(
      name: map.string("cause") ?? "", patterns: map.patterns("requirements"), reasons: map.strings("reasons"),
      said: said, sentence: map.string("sentence") ?? "", advice: advice(map),
      implementations: map.maps("implementations").map {
        Remedy.Implementation(name: $0.string("name") ?? "", version: $0.string("version"), advice: advice($0))
      }, place: map.yaml.place.firstLine)
  }

  private func advice(_ map: MapReader) -> Remedy.Advice {
    Remedy.Advice(user: map.string("user"), author: map.string("author"), links: map.strings("links"))
  }
}
