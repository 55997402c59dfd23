import Contract

extension SuiteProfile {
  /// Reads a file whose shape has been checked.
  init(_ file: YAML) {
    name = file["profile"]?.string ?? ""
    title = file["title"]?.string ?? ""
    mostRequests = file["requests"]?.int ?? 0
    coversLevel = file["covers_level"]?.string.flatMap(Level.init(rawValue:))
    requirements = (file["requirements"]?.elements ?? []).compactMap(\.string)
    cases = (file["cases"]?.elements ?? []).map { Entry(address: $0.string ?? "", place: $0.place) }
    place = firstLine(of: file["profile"]?.place ?? file.place)
  }
}
