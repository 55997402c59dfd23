import Wire

extension ClientProfile {
  /// Reads a file whose shape has been checked; throws where a value makes no sense all the same.
  init(_ file: YAML) throws(Diagnostic) {
    name = file["client"]?.string ?? ""
    title = file["title"]?.string ?? ""
    version = file["version"]?.string ?? ""
    date = file["date"]?.string ?? ""
    order = file["order"]?.int ?? 0
    origin = Origin(rawValue: file["confidence"]?.string ?? "") ?? .documented
    source = file["source"]?.string ?? ""
    registryNames = file["registry"]?.strings ?? []
    headers = Self.headers(file["headers"])
    variants = (file["variants"]?.entries ?? []).map { Variant(name: $0.key, headers: Self.headers($0.value)) }
    query = file["query"]?.string ?? ""
    body = file["body"]?.strings ?? []
    let retrying = file["retries"]
    retries = Retries(
      maxRetries: retrying?["max_retries"]?.int ?? 0, statuses: retrying?["statuses"]?.integers ?? [],
      honors: retrying?["honors"]?.strings ?? [], neverRetries: retrying?["never_retries"]?.strings ?? [])
    let waiting = file["timeouts"]
    timeouts = Timeouts(
      connect: waiting?["connect"]?.int, silence: waiting?["silence"]?.int, total: waiting?["total"]?.int)
    errorReactions = []
    for entry in file["error_reactions"]?.elements ?? [] {
      errorReactions.append(
        ErrorReaction(
          statuses: entry["status"]?.integers ?? [], words: entry["message_contains"]?.strings ?? [],
          pattern: try Self.pattern(entry["matches"]), reaction: entry["reaction"]?.string ?? "",
          fallback: try Self.fallback(entry["fallback"])))
    }
    rules = Need.allCases.flatMap { need in
      (file["needs"]?[need.rawValue]?.elements ?? []).map { entry in
        Rule(pattern: entry.string ?? "", need: need, place: entry.place)
      }
    }
    place = firstLine(of: file["client"]?.place ?? file.place)
    guard Self.isName(name) else {
      throw Diagnostic(
        code: "bad-client-name", "'\(name)' is no name of a client: lower case, digits, hyphens and dots", at: place)
    }
    guard Self.isDate(date) else {
      throw Diagnostic(code: "bad-date", "'\(date)' is no date", at: file["date"]?.place ?? place, hint: "YYYY-MM-DD")
    }
  }

  private static func pattern(_ yaml: YAML?) throws(Diagnostic) -> String? {
    guard let yaml, let text = yaml.string else { return nil }
    do { _ = try Pattern(text, ignoringCase: true) } catch {
      throw Diagnostic(code: "bad-pattern", "not a pattern that can be run: \(error)", at: yaml.place)
    }
    return text
  }

  private static func fallback(_ yaml: YAML?) throws(Diagnostic) -> Fallback? {
    guard let yaml else { return nil }
    var fallback = Fallback()
    for entry in yaml["remove"]?.elements ?? [] {
      guard let path = ViewPath(entry.string ?? "") else {
        throw Diagnostic(
          code: "bad-body-path", "'\(entry.string ?? "")' is no path into a request body", at: entry.place,
          hint: "e.g. thinking, messages[role=system], messages.*.content[type=thinking]")
      }
      fallback.remove.append(path)
    }
    fallback.movesSystemIntoUser = yaml["system_into_user"]?.bool ?? false
    fallback.thinkingBudget = yaml["thinking_budget"]?.int
    if let limit = yaml["smaller_max_tokens"] {
      fallback.limit = Fallback.SmallerLimit(reserve: limit["reserve"]?.int ?? 0, minimum: limit["minimum"]?.int ?? 1)
    }
    return fallback
  }

  private static func headers(_ yaml: YAML?) -> [Header] {
    (yaml?.entries ?? []).map { Header(name: $0.key, value: $0.value.string ?? "") }
  }

  private static func isName(_ text: String) -> Bool {
    LintRules.isSlug(String(text.map { $0 == "." ? "-" : $0 }))
  }

  private static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let month = Int(parts[1]), let day = Int(parts[2]) else { return false }
    return Int(parts[0]) != nil && (1...12).contains(month) && (1...31).contains(day)
  }
}

extension YAML {
  fileprivate var strings: [String] { (elements ?? []).compactMap(\.string) }
  fileprivate var integers: [Int] { (elements ?? []).compactMap(\.int) }
}
