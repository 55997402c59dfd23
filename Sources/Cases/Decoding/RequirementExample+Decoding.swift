extension RequirementExample {
  /// Reads one element of `satisfied_by` (`name`, or `name: {exchange}`) or of `violated_by` (`name: reason`, or
  /// `name: {reason: …, exchange}`).
  init(_ yaml: YAML, isViolated: Bool) throws(Diagnostic) {
    place = yaml.place.firstLine
    guard let entry = yaml.entries?.first else {
      name = yaml.string ?? ""
      verdict = .satisfied
      return
    }
    name = entry.key
    place = entry.keyPlace
    guard yaml.entries?.count == 1 else {
      throw Diagnostic(code: "bad-example", "an example is a map with one key, its name", at: place)
    }
    let reason = entry.value.string ?? entry.value["reason"]?.string
    guard (reason != nil) == isViolated else {
      throw Diagnostic(
        code: "bad-example",
        isViolated
          ? "an example that violates the requirement needs the reason of the violation"
          : "an example that satisfies the requirement has no reason", at: place,
        hint: isViolated ? "\(name): reason, or reason: … inside the map" : nil)
    }
    verdict = reason.map { .violated(reason: $0) } ?? .satisfied
    definition = entry.value.entries == nil ? nil : entry.value.removing("reason")
  }
}
