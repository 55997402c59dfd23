import Contract
import Verdicts

/// A `<testsuite>` with its cases.
struct JUnitSuite {
  var name: String
  var properties: [(name: String, value: String)]
  var cases: [JUnitCase]

  func count(_ kind: JUnitCase.Kind) -> Int { cases.reduce(0) { $0 + ($1.outcome?.kind == kind ? 1 : 0) } }

  func write(into xml: inout String, started: String) {
    xml += "  <testsuite name=\"\(XMLText.attribute(name))\" tests=\"\(cases.count)\""
    for kind in [JUnitCase.Kind.failure, .error, .skipped] { xml += " \(kind.plural)=\"\(count(kind))\"" }
    xml += " time=\"\((cases.reduce(0) { $0 + $1.milliseconds }).inSeconds)\""
    xml += " timestamp=\"\(XMLText.attribute(started))\">\n"
    if !properties.isEmpty {
      xml += "    <properties>\n"
      for property in properties {
        xml += "      <property name=\"\(XMLText.attribute(property.name))\""
        xml += " value=\"\(XMLText.attribute(property.value))\"/>\n"
      }
      xml += "    </properties>\n"
    }
    for line in cases { line.write(into: &xml) }
    xml += "  </testsuite>\n"
  }
}

/// A `<testcase>`; without an outcome it passed.
struct JUnitCase {
  enum Kind: String {
    case failure, error, skipped
    /// The name of the attribute that counts them.
    var plural: String { self == .skipped ? rawValue : "\(rawValue)s" }
  }

  struct Outcome {
    var kind: Kind
    /// The reason code.
    var type: String
    var message: String
    var details: String
  }

  var name: String
  var className: String
  var milliseconds: Int
  var outcome: Outcome?

  func write(into xml: inout String) {
    xml += "    <testcase name=\"\(XMLText.attribute(name))\" classname=\"\(XMLText.attribute(className))\""
    xml += " time=\"\(milliseconds.inSeconds)\""
    guard let outcome else {
      xml += "/>\n"
      return
    }
    xml += ">\n      <\(outcome.kind.rawValue)"
    // The common schema gives `skipped` a message only.
    if outcome.kind != .skipped { xml += " type=\"\(XMLText.attribute(outcome.type))\"" }
    xml += " message=\"\(XMLText.attribute(outcome.message))\""
    xml +=
      outcome.details.isEmpty ? "/>\n" : ">\(XMLText.content(outcome.details))</\(outcome.kind.rawValue)>\n"
    xml += "    </testcase>\n"
  }
}

extension JUnitCase.Outcome {
  /// Nil for a check that passed.
  ///
  /// - Parameter cause: what is known of why it failed.
  init?(_ check: Report.Check, exchange: Report.Exchange?, cause: Report.Cause? = nil) {
    switch check.verdict {
    case .pass: return nil
    case .fail, .unexpectedPass: kind = .failure
    case .unsupported, .recovered, .notApplicable, .expectedFail, .flaky: kind = .skipped
    case .inconclusive: kind = check.cause == .model ? .skipped : .error
    case .notRun: kind = .error
    }
    type = check.reason ?? check.verdict.rawValue
    let said = Excerpt.of(check.message ?? check.reason ?? "", limit: JUnitReportWriter.excerptLimit)
    message = kind == .failure && check.verdict == .fail ? said : Self.prefixed(check.verdict, said)
    details = kind == .skipped ? "" : Self.details(check, exchange, cause)
  }

  private static func prefixed(_ verdict: VerdictKind, _ words: String) -> String {
    words.isEmpty ? verdict.rawValue : "\(verdict.rawValue): \(words)"
  }

  private static func details(_ check: Report.Check, _ exchange: Report.Exchange?, _ cause: Report.Cause?) -> String {
    // GitLab shows the details and not the message.
    var lines = ["\(check.level.rawValue) \(check.requirement)"]
    if let message = check.message { lines.append(Excerpt.of(message, limit: JUnitReportWriter.excerptLimit)) }
    func add(_ label: String, _ text: String?) {
      guard let text, !text.isEmpty else { return }
      lines.append("\(label): \(Excerpt.of(text, limit: JUnitReportWriter.excerptLimit))")
    }
    if let cause, cause.name != nil {
      add("cause", cause.sentence)
      add("you can change", cause.user)
      add("the server can change", cause.author)
    }
    add("expected", check.expected)
    add("actual", check.actual)
    add("at", check.at?.words)
    add("exchange", exchange.map { "\($0.id) \($0.words)" } ?? check.exchange)
    // Cut in the middle the line would be of no use, so it is whole or absent.
    if let line = check.reproduce, line.utf8.count <= JUnitReportWriter.reproductionLimit {
      lines.append("reproduce: \(line)")
    }
    return lines.joined(separator: "\n")
  }
}
