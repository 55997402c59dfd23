import Contract
import Verdicts
import Wire

/// How many there are of each verdict.
package struct VerdictCounts: Sendable, Equatable {
  private var counts: [VerdictKind: Int] = [:]

  package init(_ verdicts: some Sequence<VerdictKind> = []) {
    for verdict in verdicts { counts[verdict, default: 0] += 1 }
  }

  /// Setting 0 or less removes the entry.
  package subscript(_ verdict: VerdictKind) -> Int {
    get { counts[verdict] ?? 0 }
    set { counts[verdict] = newValue > 0 ? newValue : nil }
  }

  package var total: Int { counts.values.reduce(0, +) }
  package var isEmpty: Bool { counts.isEmpty }
  /// The worst verdict counted; `not-run` when there is none.
  package var worst: VerdictKind { VerdictKind.worst(of: counts.keys) }

  /// Members in the order of `VerdictKind.allCases`; `zeros` says whether those of 0 are written.
  package func json(zeros: Bool = false) -> JSON {
    .object(
      JSONObject(
        VerdictKind.allCases.filter { zeros || self[$0] > 0 }.map {
          .init(key: $0.rawValue, value: JSON(self[$0]))
        }))
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    for verdict in VerdictKind.allCases {
      self[verdict] = try members.count(ifPresent: verdict.rawValue) ?? 0
    }
  }
}
