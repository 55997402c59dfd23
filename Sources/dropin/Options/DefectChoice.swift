import DropinKit

/// Which defects, personas and personalities a client is tried with.
enum DefectChoice {
  /// Each once, in the order in which they were named; throws `UserError` for a name or a filter that finds nothing.
  ///
  /// - Parameter filters: what `serve --defects FILTER` takes.
  static func names(_ given: [String], matching filters: [String]) throws -> [String] {
    let known = Defect.all.map(\.name) + Persona.all.map(\.name) + Personality.all.map(\.name)
    for name in given where !known.contains(name) {
      let near = Suggestions.nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
      throw UserError("--defect \(name): no such defect, persona or personality\(near)")
    }
    var names = given
    if !filters.isEmpty {
      let suite: Suite
      do {
        var loader = SuiteLoader(try SuiteOptions.files(given: nil))
        suite = try loader.load().suite
      } catch let error as FileError { throw UserError("\(error)") }
      for filter in filters {
        let list = DefectList(suite, matching: filter)
        if list.isEmpty { throw UserError("--matching \(filter): no defect has this in its name, requirement or area") }
        names += list.names
      }
    }
    var seen = Set<String>()
    return names.filter { seen.insert($0).inserted }
  }
}
