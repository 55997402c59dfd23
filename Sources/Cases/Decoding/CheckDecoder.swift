import Wire

/// Reads `expect`: the claims about one response.
struct CheckDecoder {
  /// The requirement of checks that name none.
  let requirement: String?

  func decode(_ yaml: YAML?) throws(Diagnostic) -> [Check] {
    guard let yaml else { return [] }
    var checks: [Check] = []
    for node in yaml.elements ?? [yaml] { checks.append(try check(node)) }
    return checks
  }

  private func check(_ yaml: YAML) throws(Diagnostic) -> Check {
    guard let requirement = yaml["requirement"]?.string ?? requirement else {
      throw Diagnostic(
        code: "no-requirement", "this check names no requirement", at: firstLine(of: yaml.place),
        hint: "requirement: the id of what it tests, here or at the case")
    }
    var grades: [Grade] = []
    for grade in yaml["classify_failure"]?.elements ?? [] {
      grades.append(
        Grade(expectation: try Self.expectation(grade.removing("reason")), reason: grade["reason"]?.string ?? ""))
    }
    var precondition: Expectation?
    if let node = yaml["precondition"] { precondition = try Self.expectation(node) }
    var own = yaml
    for key in ["id", "requirement", "precondition", "classify_failure", "mentions_field"] { own = own.removing(key) }
    let expectation = try Self.expectation(own)
    if expectation.outcome == nil, expectation.sections.isEmpty, expectation.events.isEmpty,
      expectation.alternatives.isEmpty
    {
      throw Diagnostic(
        code: "empty-check", "this check claims nothing, so it could not fail", at: firstLine(of: yaml.place))
    }
    return Check(
      id: yaml["id"]?.string ?? requirement, requirement: requirement, place: firstLine(of: yaml.place),
      expectation: expectation, precondition: precondition, failureClasses: grades,
      names: (yaml["mentions_field"]?.elements ?? []).compactMap(\.string))
  }

  static func expectation(_ yaml: YAML) throws(Diagnostic) -> Expectation {
    if let word = yaml.string {
      switch word {
      case "answered": return Expectation(outcome: .answered)
      case "refused": return Expectation(outcome: .refused(Refusal()))
      default:
        throw Diagnostic(
          code: "unknown-expectation", "unknown expectation '\(word)'", at: yaml.place,
          hint: hint(word, ["answered", "refused"]))
      }
    }
    var expectation = Expectation()
    for entry in yaml.entries ?? [] {
      switch entry.key {
      case "answered": if entry.value.bool != false { expectation.outcome = .answered }
      case "refused": expectation.outcome = .refused(try refusal(entry.value))
      case "events": expectation.events = try events(entry.value)
      case "any_of": expectation.alternatives = try alternatives(entry.value)
      case "result", "reason": break
      default:
        guard let view = View(rawValue: entry.key) else {
          throw Diagnostic(
            code: "unknown-view", "'\(entry.key)' is no view of a response", at: entry.keyPlace,
            hint: hint(entry.key, View.allCases.map(\.rawValue)))
        }
        var matcher = statusMatcher(view, entry.value)
        if matcher == nil { matcher = try MatcherDecoder.decode(entry.value) }
        guard let matcher else { continue }
        expectation.sections.append(Expectation.Section(view: view, matcher: matcher))
      }
    }
    if !expectation.alternatives.isEmpty, expectation.outcome != nil || !expectation.sections.isEmpty {
      throw Diagnostic(
        code: "mixed-alternatives", "any_of stands alone: move the other claims into its alternatives or another check",
        at: firstLine(of: yaml.place))
    }
    return expectation
  }

  /// A list of statuses is a choice, which is what everybody means by it.
  private static func statusMatcher(_ view: View, _ yaml: YAML) -> Matcher? {
    guard view == .status, let elements = yaml.elements else { return nil }
    return .anyOf(elements.map { .equal($0.json) })
  }

  private static func refusal(_ yaml: YAML) throws(Diagnostic) -> Refusal {
    func texts(_ key: String) -> [String] {
      (yaml[key]?.elements ?? yaml[key].map { [$0] } ?? []).compactMap(\.string)
    }
    let status = yaml["status"]
    var details: Matcher?
    if let node = yaml["details"] { details = try MatcherDecoder.decode(node) }
    return Refusal(
      statuses: (status?.elements ?? status.map { [$0] } ?? []).compactMap(\.int), types: texts("type"),
      mentions: texts("mentions"), details: details)
  }

  private static func alternatives(_ yaml: YAML) throws(Diagnostic) -> [Alternative] {
    var alternatives: [Alternative] = []
    for entry in yaml.entries ?? [] {
      let result = Alternative.Result(rawValue: entry.value["result"]?.string ?? "pass") ?? .pass
      alternatives.append(
        Alternative(name: entry.key, expectation: try expectation(entry.value), result: result))
    }
    return alternatives
  }

  private static func events(_ yaml: YAML) throws(Diagnostic) -> [EventPattern] {
    var patterns: [EventPattern] = []
    for element in yaml.elements ?? [] {
      let quantities = EventPattern.Quantity.allCases.filter { element[$0.rawValue] != nil }
      guard quantities.count == 1, let quantity = quantities.first else {
        throw Diagnostic(
          code: "bad-event", "an event line has one of one, many, maybe, none", at: firstLine(of: element.place))
      }
      var matcher: Matcher?
      if let node = element["where"] { matcher = try MatcherDecoder.decode(node) }
      patterns.append(
        EventPattern(quantity: quantity, name: element[quantity.rawValue]?.string ?? "", matcher: matcher))
    }
    return patterns
  }
}
