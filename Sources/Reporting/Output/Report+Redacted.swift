import Wire

extension Report {
  /// The report with secrets blotted out in every text that is not the suite's own.
  ///
  /// To be done before a writer cuts or escapes anything: half a secret is not recognised any more.
  /// Identifiers, requirement texts and reason codes come from the suite and stay.
  package func redacted(by redactor: Redactor) -> Report {
    func text(_ text: String?) -> String? { text.map { redactor.redact($0) } }
    var report = self
    report.target = target.redacted(by: redactor)
    report.run.filter = text(run.filter)
    report.run.interrupted = text(run.interrupted)
    report.summary.exitReason = redactor.redact(summary.exitReason)
    report.summary.headline = summary.headline.map(redactor.redact)
    report.clients = clients.map { client in
      var client = client
      client.sentence = redactor.redact(client.sentence)
      return client
    }
    report.causes = causes.map { cause in
      var cause = cause
      cause.sentence = redactor.redact(cause.sentence)
      return cause
    }
    report.checks = checks.map { check in
      var check = check
      check.message = text(check.message)
      check.expected = text(check.expected)
      check.actual = text(check.actual)
      let pointer = text(check.at?.pointer)
      check.at?.pointer = pointer
      check.reproduce = text(check.reproduce)
      let ticket = text(check.expectation?.ticket)
      check.expectation?.ticket = ticket
      return check
    }
    report.exchanges = exchanges.map { exchange in
      var exchange = exchange
      exchange.path = redactor.redact(exchange.path)
      exchange.excerpt = exchange.excerpt.map { redactor.redact($0) }
      return exchange
    }
    report.observations = observations.map { observation in
      var observation = observation
      observation.sentence = redactor.redact(observation.sentence)
      return observation
    }
    report.expectations?.entries = (expectations?.entries ?? []).map { entry in
      var entry = entry
      entry.ticket = text(entry.ticket)
      entry.message = text(entry.message)
      return entry
    }
    return report
  }
}

extension Report.Target {
  fileprivate func redacted(by redactor: Redactor) -> Report.Target {
    var target = self
    target.baseURL = redactor.redact(baseURL)
    target.model = redactor.redact(model)
    if let implementation {
      target.implementation = Report.Implementation(
        name: redactor.redact(implementation.name), version: implementation.version.map(redactor.redact))
    }
    target.facts = facts.map { Report.Fact(name: $0.name, value: redactor.redact($0.value)) }
    return target
  }
}
