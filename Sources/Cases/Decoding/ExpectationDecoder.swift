import Wire

/// Reads what a response has to be like.
struct ExpectationDecoder {
  let log: DiagnosticLog

  /// - Parameter apart: keys of the map that say something else.
  func decode(_ yaml: YAML, apart: [String] = []) -> Expectation {
    if let word = yaml.string { return expectation(word: word, at: yaml.place) }
    let map = MapReader(yaml: yaml, log: log)
    var expectation = Expectation()
    for entry in yaml.entries ?? [] where !apart.contains(entry.key) && !entry.value.isRemoval {
      switch entry.key {
      case "answered": if entry.value.bool != false { expectation.outcome = .answered }
      case "refused": expectation.outcome = .refused(refusal(map.map("refused")))
      case "events": expectation.events = map.maps("events").compactMap(event)
      case "any_of":
        expectation.alternatives = map.entries("any_of").map { alternative in
          let value = MapReader(yaml: alternative.value, log: log)
          return Alternative(
            name: alternative.key, expectation: decode(alternative.value, apart: ["result"]),
            result: value.choice("result") ?? .pass)
        }
      case "or_refused": break
      default:
        guard let view = View(rawValue: entry.key) else { continue }
        expectation.sections.append(Expectation.Section(view: view, matcher: matcher(of: view, entry.value)))
      }
    }
    if !expectation.alternatives.isEmpty, expectation.outcome != nil || !expectation.sections.isEmpty {
      map.report(
        "mixed-alternatives", "any_of stands alone: move the other claims into its alternatives or another check")
    }
    if map["or_refused"] != nil { return answered(as: expectation, orRefused: map.map("or_refused")) }
    return expectation
  }

  private func expectation(word: String, at place: SourcePlace) -> Expectation {
    switch word {
    case "answered": return Expectation(outcome: .answered)
    case "refused": return Expectation(outcome: .refused(Refusal()))
    case "answered-or-refused":
      let nothing = MapReader(yaml: YAML(.mapping([]), at: place), log: log)
      return answered(as: Expectation(outcome: .answered), orRefused: nothing)
    default:
      log.report(
        Diagnostic(
          code: "unknown-expectation", "unknown expectation '\(word)'", at: place.firstLine,
          hint: Suggestions.hint(for: word, among: Outcome.words)))
      return Expectation()
    }
  }

  /// The two outcomes that most of what a server need not support can have. A refusal that is accepted is judged
  /// whole, so its status is 400 unless the case says otherwise.
  private func answered(as expectation: Expectation, orRefused map: MapReader) -> Expectation {
    guard case .answered = expectation.outcome, expectation.alternatives.isEmpty else {
      map.report("bad-or-refused", "or_refused stands beside answered: true", at: map.yaml.place.firstLine)
      return expectation
    }
    var refused = refusal(map)
    if refused.statuses.isEmpty { refused.statuses = [400] }
    return Expectation(alternatives: [
      Alternative(name: "answered", expectation: expectation, result: .pass),
      Alternative(
        name: "refused", expectation: Expectation(outcome: .refused(refused)), result: map.choice("result") ?? .pass),
    ])
  }

  /// A list of statuses is a choice, which is what everybody means by it.
  private func matcher(of view: View, _ yaml: YAML) -> Matcher {
    let decoder = MatcherDecoder(log: log)
    let subject = MatcherSubject(view)
    guard view == .status, let elements = yaml.elements else { return decoder.decode(yaml, of: subject) }
    return .anyOf(elements.map { decoder.decode($0, of: subject) })
  }

  private func refusal(_ map: MapReader) -> Refusal {
    Refusal(
      statuses: map.ints("status"), types: map.strings("type"), mentions: map.strings("mentions"),
      details: map["details"].map { MatcherDecoder(log: log).decode($0, of: MatcherSubject(name: "details")) })
  }

  private func event(_ map: MapReader) -> EventPattern? {
    let quantities = EventPattern.Quantity.allCases.filter { map[$0.rawValue] != nil }
    guard quantities.count == 1, let quantity = quantities.first else {
      map.reportMissing("bad-event", "an event line has one of one, many, maybe, none")
      return nil
    }
    return EventPattern(
      quantity: quantity, name: map.string(quantity.rawValue) ?? "",
      matcher: map["where"].map { MatcherDecoder(log: log).decode($0, of: MatcherSubject(name: "the event's data")) })
  }
}
