import Reporting

/// A format that a report can be written in.
public enum ReportFormat: String, Sendable, CaseIterable {
  case json, junit, html, console, github, badge, shields, openmetrics, field
  case markdown = "md"

  var writer: any ReportWriter {
    switch self {
    case .json: JSONReportWriter()
    case .junit: JUnitReportWriter()
    case .markdown: MarkdownReportWriter()
    case .html: HTMLReportWriter()
    case .console: ConsoleReportWriter()
    case .github: GitHubReportWriter()
    case .badge: BadgeReportWriter()
    case .shields: ShieldsReportWriter()
    case .openmetrics: OpenMetricsReportWriter()
    case .field: FieldReportWriter()
    }
  }
}
