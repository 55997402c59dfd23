/// Reads the file of editions, whose shape has been checked.
struct EditionDecoder {
  let file: MapReader

  init(_ file: YAML, log: DiagnosticLog) { self.file = MapReader(yaml: file, log: log) }

  func decode() -> [Edition] {
    file.maps("editions").map { map in
      Edition(name: map.string("edition") ?? "", title: map.string("title") ?? "", place: map.yaml.place.firstLine)
    }
  }
}
