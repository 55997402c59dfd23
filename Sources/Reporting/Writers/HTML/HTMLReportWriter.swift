/// One HTML file that a person opens: no network, readable without scripts, in the dark and on paper.
package struct HTMLReportWriter: ReportWriter {
  package static let name = "html"
  /// Bytes of server text shown at most in one place.
  static let excerptLimit = 2000

  package init() {}

  package func write(_ report: Report) -> [UInt8] {
    let context = HTMLContext(report)
    // First, so that they get the anchors and the budget before the overview does.
    let causes = HTMLCauses.text(context)
    let parts = [
      HTMLOverview.text(context), HTMLFilter.text(context), "<main>\n", causes, HTMLTasks.text(report),
      HTMLAreas.text(report), HTMLGroups.open(report), HTMLGroups.expected(report),
      HTMLExpectations.text(report), HTMLGroups.unjudged(report), HTMLTarget.text(report),
      HTMLRequirements.text(context), "</main>\n",
    ]
    return HTMLDocument.write(
      title: "dropin: \(report.target.model), \(report.summary.exitCode.words)", script: HTMLScript.text,
      body: parts.joined())
  }
}
