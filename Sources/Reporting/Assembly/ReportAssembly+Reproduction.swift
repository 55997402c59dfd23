import Cases
import Evaluation
import Evidence
import Planning
import Verdicts
import Wire

/// What to send again for a failure to be seen again.
extension ReportAssembly {
  func reproduce(_ result: CheckResult, _ violation: Violation) -> String? {
    guard let id = result.exchange, let exchange = exchangeIndex[id] else { return nil }
    let subject = subject(of: exchange)
    // A check never fails on account of a combined request; what holds of every exchange may be found broken in one.
    var call = call(exchange, in: subject, mayBeCombined: result.id.isInvariant)
    call.figures = figures(result)
    return Reproduction.curlLine(
      for: call, setting(of: exchange, in: subject, relatedExchanges: violation.relatedExchanges),
      tokenVariable: "TOKEN",
      redactor: Redactor(secrets: [RequestRenderer.tokenPlaceholder]))
  }

  private func subject(of exchange: ExchangeSummary) -> Case? { caseIndex[exchange.caseAddress] }

  private func call(_ exchange: ExchangeSummary, in subject: Case?, mayBeCombined: Bool = false) -> ReproducedCall {
    let step = subject?.steps.first { $0.id == exchange.step }
    let own = mayBeCombined && step?.combined != nil ? nil : step?.request
    return ReproducedCall(
      exchange.request, exchange: exchange.id, framing: own?.framing ?? .contentLength, disconnect: own?.disconnect,
      seconds: exchange.wasGivenUp ? max(1, exchange.timings.ended.plus(999_999) / 1_000_000) : nil)
  }

  /// The exchanges of a case that stand in the way of sending this one by itself.
  private func setting(of exchange: ExchangeSummary, in subject: Case?, relatedExchanges: [String])
    -> Reproduction.Setting
  {
    if let subject, let index = subject.steps.firstIndex(where: { $0.id == exchange.step }) {
      let own = exchangesByCase[exchange.caseAddress] ?? []
      func calls(_ steps: some Sequence<Step>) -> [ReproducedCall] {
        steps.flatMap { step in own.filter { $0.step == step.id && $0.id != exchange.id } }.map {
          call($0, in: subject)
        }
      }
      let step = subject.steps[index]
      let earlier = subject.steps[..<index]
      if step.parallel > 1, case let others = calls([step]), !others.isEmpty { return .beside(others) }
      if let other = calls(earlier.filter(\.isBackground)).last { return .during(other) }
      if step.request.connection == .same, case let others = calls(earlier.filter { $0.request.connection == .same }),
        !others.isEmpty
      {
        return .onConnection(of: others)
      }
      if step.isUnshared, case let others = calls(earlier.filter { $0.request.disconnect != nil }), !others.isEmpty {
        return .after(others, shown: false)
      }
    }
    let others = relatedExchanges.compactMap { exchangeIndex[$0] }.map { other in
      call(other, in: self.subject(of: other))
    }
    return others.isEmpty ? .alone : .after(others, shown: true)
  }

  /// What the check looks at and the bytes do not show, but for connections.
  private func figures(_ result: CheckResult) -> [ReproducedCall.Figure] {
    guard let subject = caseIndex[result.id.caseAddress] else { return [] }
    var views: [View] = []
    for step in subject.steps {
      for check in step.checks where subject.checkID(check, of: step) == result.id {
        views += check.expectation.allViews
      }
    }
    for relation in subject.relations where subject.checkID(relation) == result.id {
      views += relation.paths.compactMap(\.path.view)
    }
    return views.contains(.time) ? [.times] : []
  }
}

extension Cases.Expectation {
  /// The views that it, or one of its alternatives, looks at.
  fileprivate var allViews: [View] { sections.map(\.view) + alternatives.flatMap(\.expectation.allViews) }
}

extension ViewPath {
  /// The view that it leads into.
  fileprivate var view: View? {
    if case .key(let name)? = segments.first { View(rawValue: name) } else { nil }
  }
}

extension ExchangeSummary {
  /// `case[row]`.
  var caseAddress: String { row.isEmpty ? address : "\(address)[\(row)]" }

  /// Whether the response would have gone on, so that waiting for its end has no end.
  fileprivate var wasGivenUp: Bool {
    guard case .failed(let failure) = end else { return false }
    switch failure.kind {
    case .firstByteTimeout, .idleTimeout, .totalTimeout, .connectTimeout, .bodyTooLarge: return true
    default: return false
    }
  }
}
