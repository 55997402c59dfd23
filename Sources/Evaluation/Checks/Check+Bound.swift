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

extension Matcher {
  func bound(with bindings: Bindings) throws(UnboundVariable) -> Matcher {
    func all(_ matchers: [Matcher]) throws(UnboundVariable) -> [Matcher] {
      var bound: [Matcher] = []
      for matcher in matchers { bound.append(try matcher.bound(with: bindings)) }
      return bound
    }
    func members(_ members: [Member]) throws(UnboundVariable) -> [Member] {
      var bound: [Member] = []
      for member in members { bound.append(Member(key: member.key, matcher: try member.matcher.bound(with: bindings))) }
      return bound
    }
    func text(_ text: String) throws(UnboundVariable) -> String {
      text.contains("${") ? try TemplateText(text).fillText(bindings) : text
    }
    return switch self {
    case .equal(let template): .equal(try JSONTemplate.fill(template, bindings))
    case .object(let inner): .object(try members(inner))
    case .exact(let inner): .exact(try members(inner))
    case .array(let inner): .array(try all(inner))
    case .unordered(let inner): .unordered(try all(inner))
    case .not(let inner): .not(try inner.bound(with: bindings))
    case .anyOf(let inner): .anyOf(try all(inner))
    case .allOf(let inner): .allOf(try all(inner))
    case .length(let inner): .length(try inner.bound(with: bindings))
    case .contains(let inner): .contains(try inner.bound(with: bindings))
    case .each(let inner): .each(try inner.bound(with: bindings))
    case .count(let of, let inner): .count(of: try of.bound(with: bindings), is: try inner.bound(with: bindings))
    case .text(.json(let inner)): .text(.json(try inner.bound(with: bindings)))
    case .text(.includes(let part)): .text(.includes(try text(part)))
    case .text(.startsWith(let part)): .text(.startsWith(try text(part)))
    case .text(.endsWith(let part)): .text(.endsWith(try text(part)))
    case .text(.pattern), .text(.media), .type, .present, .absent, .compare, .schema: self
    }
  }
}
