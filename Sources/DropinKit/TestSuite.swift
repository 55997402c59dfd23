import Cases
import Files

/// The cases and requirements that a run goes by.
public struct TestSuite: Sendable {
  enum Place: Sendable {
    case bundled
    case directory(String)
  }
  let place: Place

  /// The suite that belongs to this version of the library.
  public static let bundled = TestSuite(place: .bundled)

  /// A suite in a directory with `cases/` and `requirements/`, and `fixtures/` beside it.
  public static func directory(_ path: String) -> TestSuite { TestSuite(place: .directory(path)) }
}

extension TestSuite {
  /// Throws `DropinError` for a suite that is not there, and for one with errors: a verdict from a broken case is worth
  /// nothing.
  func load() throws -> Suite {
    var loader =
      switch place {
      case .bundled: SuiteLoader(.builtIn)
      case .directory(let path):
        SuiteLoader(specs: path, fixtures: Files.join(Files.directory(of: path), "fixtures"))
      }
    let loaded: LoadedSuite
    do { loaded = try loader.load() } catch { throw DropinError("\(error)") }
    guard loaded.diagnostics.isEmpty else {
      throw DropinError(
        loaded.diagnostics.map { diagnostic in diagnostic.rendered(source: { loaded.sources[$0] }) }
          .joined(separator: "\n"))
    }
    return loaded.suite
  }
}
