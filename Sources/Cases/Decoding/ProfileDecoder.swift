import Contract

/// Reads a profile file whose shape has been checked.
struct ProfileDecoder {
  let file: MapReader

  init(_ file: YAML, log: DiagnosticLog) { self.file = MapReader(yaml: file, log: log) }

  func decode() -> SuiteProfile {
    SuiteProfile(
      name: file.string("profile") ?? "", title: file.string("title") ?? "", mostRequests: file.int("requests") ?? 0,
      coversLevel: file.choice("covers_level"), requirements: entries("requirements"), cases: entries("cases"),
      place: file.place(of: "profile"))
  }

  private func entries(_ key: String) -> [SuiteProfile.Entry] {
    file.elements(key).map { SuiteProfile.Entry(name: $0.string ?? "", place: $0.place.firstLine) }
  }
}
