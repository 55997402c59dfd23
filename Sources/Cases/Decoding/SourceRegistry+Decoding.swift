import Contract
import Wire

extension SourceRegistry {
  /// Reads a file whose shape has been checked.
  init(_ file: YAML, log: DiagnosticLog) {
    let map = MapReader(yaml: file, log: log)
    sources = map.entries("sources").map { entry in
      let source = MapReader(yaml: entry.value, log: log)
      let read = source.string("read") ?? ""
      if !ClientDecoder.isDate(read) {
        source.report("bad-date", "'\(read)' is not a date", at: source.place(of: "read"), hint: "YYYY-MM-DD")
      }
      let url = source.string("url")
      if let url, !url.hasPrefix("https://") {
        source.report("bad-url", "'\(url)' is not the address of a public page", at: source.place(of: "url"))
      }
      return Source(
        id: entry.key, title: source.string("title") ?? "", url: url, read: read, place: entry.keyPlace)
    }
  }
}
