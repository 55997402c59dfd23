/// Every format there is, in the order in which help lists them.
package enum ReportFormats {
  package static let all: [any ReportWriter] = [
    JSONReportWriter(), JUnitReportWriter(), MarkdownReportWriter(), HTMLReportWriter(),
    ConsoleReportWriter(), GitHubReportWriter(), BadgeReportWriter(), ShieldsReportWriter(),
    OpenMetricsReportWriter(), FieldReportWriter(),
  ]

  /// The writer of that name with its default options, or nil.
  package static func named(_ name: String) -> (any ReportWriter)? {
    all.first { type(of: $0).name == name }
  }

  package static var names: [String] { all.map { type(of: $0).name } }
}
