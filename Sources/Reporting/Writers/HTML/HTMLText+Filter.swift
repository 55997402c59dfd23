import Contract
import Verdicts

extension HTMLText {
  /// Attributes by which the script of the page filters.
  static func filterAttributes(levels: [Level], verdicts: [VerdictKind], areas: [String]) -> String {
    let areas = areas.map { anchor("a", $0) }.joined(separator: " ")
    return " data-level=\"\(levels.map(\.rawValue).joined(separator: " "))\""
      + " data-verdict=\"\(verdicts.map(\.rawValue).joined(separator: " "))\""
      + " data-area=\"\(attribute(areas))\""
  }
}
