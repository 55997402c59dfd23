import Cases
import Evidence
import Reporting
import Verdicts

/// A bundle held against its manifest, and its report against its evidence.
package struct BundleVerification: Sendable {
  /// What is no longer as it was packed.
  package let changes: [String]
  /// What the report says and the evidence does not bear out.
  package let differences: [String]
  /// How many checks the report and the evidence have in common; nil where they could not be compared.
  package let compared: Int?
  /// Why not.
  package let reason: String?

  package var isUnchanged: Bool { changes.isEmpty && differences.isEmpty }

  /// Judges the evidence again where the suite is the one of the report. Throws `DropinError` for what cannot be read.
  package init(_ bundle: RunBundle, suite: Suite) async throws {
    changes = bundle.changes
    let reported: Report
    do { reported = try Report(json: try bundle.report()) } catch {
      // Of a report that was changed, that is what there is to say.
      guard !changes.isEmpty else { throw DropinError("\(bundle.name): report.json: \(error)") }
      (differences, compared) = ([], nil)
      reason = "report.json cannot be read: \(error)"
      return
    }
    guard reported.suite.digest.sameBytes(as: suite.digest) else {
      (differences, compared) = ([], nil)
      reason = "the report was made with another suite (\(reported.suite.version)); judge it with that one"
      return
    }
    let again = try await RecordedRun(suite: suite, evidence: bundle.evidence).report()
    differences = Self.differences(reported, again)
    (compared, reason) = (reported.checks.count, nil)
  }

  private static func differences(_ reported: Report, _ again: Report) -> [String] {
    var differences: [String] = []
    func compare(_ what: String, _ one: String, _ other: String) {
      if !one.sameBytes(as: other) { differences.append("\(what): the report says \(one), the evidence \(other)") }
    }
    func compare(_ one: [String: String], _ other: [String: String]) {
      for key in Set(one.keys).union(other.keys).sorted() {
        compare(key, one[key] ?? "nothing", other[key] ?? "nothing")
      }
    }
    compare("server", reported.target.words, again.target.words)
    compare("start", reported.run.started, again.run.started)
    compare(reported.checkVerdicts, again.checkVerdicts)
    // A list of known failures changes what requirements and clients come to, and is not in the bundle.
    if reported.expectations == nil {
      compare(reported.requirementVerdicts, again.requirementVerdicts)
      compare(reported.taskStates, again.taskStates)
    }
    return differences
  }
}

extension Report {
  /// Without what a list of known failures made of them.
  fileprivate var checkVerdicts: [String: String] {
    Dictionary(
      checks.map { check in
        let verdict: VerdictKind =
          switch check.verdict {
          case .expectedFail: .fail
          case .unexpectedPass: .pass
          case .flaky: .fail
          default: check.verdict
          }
        return ("check \(check.id)", verdict.rawValue)
      }, uniquingKeysWith: { first, _ in first })
  }

  fileprivate var requirementVerdicts: [String: String] {
    Dictionary(
      requirements.map { ("requirement \($0.id)", $0.verdict.rawValue) }, uniquingKeysWith: { first, _ in first })
  }

  fileprivate var taskStates: [String: String] {
    Dictionary(
      clients.flatMap { client in
        [("client \(client.name)", client.verdict.rawValue)]
          + client.tasks.map { ("task \(client.name)/\($0.task)", $0.state.rawValue) }
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension Report.Target {
  fileprivate var words: String {
    let server = implementation.map { "\($0.name) \($0.version ?? "")" } ?? "unnamed"
    return "\(server) at \(baseURL) with \(model)"
  }
}
