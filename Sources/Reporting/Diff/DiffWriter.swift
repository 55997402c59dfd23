/// Turns a comparison into one format.
package protocol DiffWriter: Sendable {
  func write(_ diff: ReportDiff) -> [UInt8]
}

/// Every format of a comparison.
package enum DiffFormats {
  package static let names = ["console", "markdown", "json", "html"]

  /// - Parameter page: of the newer report, which pages link to.
  package static func named(_ name: String, colour: Bool = false, page: PageLink? = nil) -> (any DiffWriter)? {
    switch name {
    case "console": DiffConsoleWriter(colour: colour)
    case "markdown": DiffMarkdownWriter()
    case "json": DiffJSONWriter()
    case "html": DiffHTMLWriter(page: page)
    default: nil
    }
  }
}

extension DiffChange.Direction {
  /// The class that colours it.
  var tone: String {
    switch self {
    case .worse: "bad"
    case .better: "good"
    case .changed: "unsure"
    }
  }
}

extension Report {
  /// `LM Studio 0.4.1 at http://h, model m, 2026-11-02T08:00:00Z`.
  var sideWords: String {
    let server = target.implementation.map { "\($0.name)\($0.version.map { " \($0)" } ?? "") at " } ?? ""
    return "\(server)\(target.baseURL), model \(target.model), \(run.started), suite \(suite.version)"
  }
}
