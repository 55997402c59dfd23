import DropinKit

extension Tool {
  /// For `--version`: the program, the suite that it would run, and the build.
  static var description: String {
    let files = (try? SuiteOptions.files(given: nil)) ?? .builtIn
    let place =
      switch files {
      case .builtIn: "inside the program"
      case .directories(let specs, _): "in \(specs)"
      }
    let suite: String
    do {
      suite = "suite \(try files.version()), digest \(try files.digest()), \(place)"
    } catch {
      suite = "no suite: \(error)"
    }
    return "dropin \(version)\n\(suite)\nbuild \(SuiteFiles.build ?? "of a checkout")"
  }
}
