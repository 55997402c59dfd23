import ArgumentParser
import DropinKit

/// What shells offer as values. It is asked for when somebody presses the key, so it is never out of date.
extension CompletionKind {
  static let defects = names { Defect.all.map(\.name) }
  static let personas = names { Persona.all.map(\.name) }
  static let personalities = names { Personality.all.map(\.name) }
  static let formats = names { ReportFormats.names.map { "\($0)=" } }
  static let levels = CompletionKind.list(["must", "should", "may"])

  static let requirements = suite { $0.requirements.map(\.requirement.id) }
  static let cases = suite { $0.cases.map(\.id) }
  static let areas = suite { $0.cases.map(\.area) }
  static let profiles = suite { $0.profiles.map(\.name) }
  static let editions = suite { $0.editions.map(\.name) }
  static let clients = suite { $0.clients.map(\.name) }
  static let gates = suite { suite in
    ["must", "should", "may"] + suite.clients.map { "client:\($0.name)" }
  }
  static let explained = suite { $0.requirements.map(\.requirement.id) + $0.cases.map(\.id) }

  private static func names(_ list: @escaping @Sendable () -> [String]) -> CompletionKind {
    .custom { _, _, _ in list() }
  }

  /// Names of the suite that is used without options; none where it cannot be read.
  private static func suite(_ list: @escaping @Sendable (Suite) -> [String]) -> CompletionKind {
    .custom { _, _, _ in
      guard let files = try? SuiteOptions.files(given: nil) else { return [] }
      var loader = SuiteLoader(files)
      guard let loaded = try? loader.load() else { return [] }
      return Set(list(loaded.suite)).sorted()
    }
  }
}
