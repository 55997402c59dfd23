import Cases
import Wire

/// Expectations with the values of their variables, so that nothing is unbound when it is held against a response.
extension Check {
  func bound(with bindings: Bindings) throws(UnboundVariable) -> Check {
    var check = self
    check.expectation = try expectation.bound(with: bindings)
    if let precondition { check.precondition = try precondition.bound(with: bindings) }
    for index in failureClasses.indices {
      check.failureClasses[index].expectation = try failureClasses[index].expectation.bound(with: bindings)
    }
    return check
  }
}

extension Expectation {
  func bound(with bindings: Bindings) throws(UnboundVariable) -> Expectation {
    var expectation = self
    if case .refused(var refusal) = outcome, let details = refusal.details {
      refusal.details = try details.bound(with: bindings)
      expectation.outcome = .refused(refusal)
    }
    for index in sections.indices {
      expectation.sections[index].matcher = try sections[index].matcher.bound(with: bindings)
    }
    for index in events.indices {
      guard let matcher = events[index].matcher else { continue }
      expectation.events[index].matcher = try matcher.bound(with: bindings)
    }
    for index in alternatives.indices {
      expectation.alternatives[index].expectation = try alternatives[index].expectation.bound(with: bindings)
    }
    return expectation
  }
}
