import DropinKit
import ArgumentParser

/// Which failures are known.
struct ExpectOptions: ParsableArguments {
  @Option(
    name: .customLong("expect"), help: "A list of known failures; see docs/expectations.md.",
    completion: .file(extensions: ["yaml"]))
  var expect: String?

  /// Reads the list; nil when none was named. Throws `UserError` for one with mistakes.
  func load() throws -> ExpectationOverlay? {
    guard let expect else { return nil }
    guard let today = CalendarDate(ofTime: SystemClock.now) else { throw UserError("the clock shows no date") }
    return ExpectationOverlay(list: try ExpectationFile.load(expect), today: today)
  }
}

/// Lists of expectations as commands read them.
enum ExpectationFile {
  /// Shows every mistake where it stands, and throws `UserError` when there is one.
  static func load(_ path: String) throws -> ExpectationList {
    let result: ExpectationReader.Result
    do { result = try ExpectationReader.read(path) } catch { throw UserError("\(error)") }
    try refuse(result)
    return result.list
  }

  static func refuse(_ result: ExpectationReader.Result) throws {
    guard !result.diagnostics.isEmpty else { return }
    for diagnostic in result.diagnostics { Terminal.error(diagnostic.rendered(source: result.source)) }
    throw UserError("\(result.list.file) has errors and was not used")
  }
}
