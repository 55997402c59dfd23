import Contract
import Verdicts

/// What the parts of a page share: the report, its causes, and how much of the page is left for details.
///
/// A page of two thousand failures has to open at once, so the most severe are shown whole and the others
/// shortly.
final class HTMLContext {
  let report: Report
  let causes: [CommonCause]
  let exchanges: [String: Report.Exchange]
  let requirements: [Report.Requirement]
  /// Broken requirements that have a place among the causes.
  let explained: Set<String>
  private let listed: Set<String>
  /// Anchors that are given out; an id may stand in a page once.
  private var anchors = Set<String>()

  /// Bytes left for exchanges: heads, bodies and timelines.
  var exchangeBudget = 1_200_000
  /// Bytes left for lines to send a request again.
  var shellBudget = 600_000
  /// Checks left to be listed with what they got.
  var checkBudget = 4000

  init(_ report: Report) {
    self.report = report
    causes = report.commonCauses
    exchanges = Dictionary(report.exchanges.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    requirements = report.listedRequirements
    listed = Set(requirements.map(\.id))
    explained = Set(causes.flatMap { $0.requirements.map(\.id) })
  }

  func isListed(_ id: String) -> Bool { listed.contains(id) }

  /// ` id="…"` the first time it is asked for, empty afterwards.
  func anchor(_ prefix: String, _ name: String) -> String {
    let anchor = HTMLText.anchor(prefix, name)
    return anchors.insert(anchor).inserted ? " id=\"\(HTMLText.attribute(anchor))\"" : ""
  }
}
