import Cases
import Verdicts

/// The addresses of what a case claims.
extension Case {
  /// A step is named only where there are several.
  package func checkID(_ kind: CheckID.Kind, of step: Step?) -> CheckID {
    CheckID(caseID: id, row: row, step: steps.count > 1 ? step?.id : nil, kind: kind)
  }

  package func checkID(_ check: Check, of step: Step) -> CheckID { checkID(.claim(check.id), of: step) }
  package func checkID(_ relation: Relation) -> CheckID { checkID(.claim(relation.id), of: nil) }

  /// Every claim that it writes down, in its order, with the requirement that it tests.
  package var claims: [(id: CheckID, requirement: String)] {
    steps.flatMap { step in step.checks.map { (checkID($0, of: step), $0.requirement) } }
      + relations.map { (checkID($0), $0.requirement) }
  }
}
