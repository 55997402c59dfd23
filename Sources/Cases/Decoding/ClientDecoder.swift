import Wire

/// Reads a client file whose shape has been checked.
struct ClientDecoder {
  let file: MapReader

  init(_ file: YAML, log: DiagnosticLog) { self.file = MapReader(yaml: file, log: log) }

  func decode() -> ClientProfile {
    let name = file.string("client") ?? ""
    let date = file.string("date") ?? ""
    if !LintRules.isSlug(String(name.map { $0 == "." ? "-" : $0 })) {
      file.report(
        "bad-client-name", "'\(name)' cannot be the name of a client", at: file.place(of: "client"),
        hint: "lower case, digits, hyphens and dots, beginning with a letter")
    }
    if !Self.isDate(date) {
      file.report("bad-date", "'\(date)' is not a date", at: file.place(of: "date"), hint: "YYYY-MM-DD")
    }
    return ClientProfile(
      name: name, title: file.string("title") ?? "", version: file.string("version") ?? "", date: date,
      order: file.int("order") ?? 0, origin: file.choice("confidence") ?? .documented,
      source: file.string("source") ?? "", registryNames: file.strings("registry"),
      headers: headers(file.entries("headers")),
      variants: file.entries("variants").map {
        ClientProfile.Variant(name: $0.key, headers: headers($0.value.entries ?? []))
      },
      query: file.string("query") ?? "", body: file.strings("body"), retries: retries(file.map("retries")),
      timeouts: timeouts(file.map("timeouts")), errorReactions: file.maps("error_reactions").map(reaction),
      modelClasses: file.maps("model_classes").map(modelClass), tasks: tasks(file.map("tasks")),
      rules: rules(file.map("needs")), place: file.place(of: "client"))
  }

  private func rules(_ map: MapReader) -> [ClientProfile.Rule] {
    ClientProfile.Need.allCases.flatMap { need in
      map.elements(need.rawValue).map {
        ClientProfile.Rule(pattern: $0.string ?? "", need: need, place: $0.place)
      }
    }
  }

  private func modelClass(_ map: MapReader) -> ClientProfile.ModelClass {
    ClientProfile.ModelClass(
      name: map.string("name") ?? "", ids: map.strings("ids"), headers: headers(map.entries("headers")),
      change: map["change"] == nil ? Fallback() : fallback(map.map("change")), rules: rules(map.map("needs")))
  }

  private func tasks(_ map: MapReader) -> ClientProfile.Tasks {
    ClientProfile.Tasks(
      core: map.strings("core"), other: map.strings("other"), proof: map.strings("proof"),
      dispensable: map.strings("dispensable"))
  }

  private func retries(_ map: MapReader) -> ClientProfile.Retries {
    ClientProfile.Retries(
      maxRetries: map.int("max_retries") ?? 0, statuses: map.ints("statuses"), honors: map.strings("honors"),
      neverRetries: map.strings("never_retries"))
  }

  private func timeouts(_ map: MapReader) -> ClientProfile.Timeouts {
    ClientProfile.Timeouts(connect: map.int("connect"), silence: map.int("silence"), total: map.int("total"))
  }

  private func reaction(_ map: MapReader) -> ClientProfile.ErrorReaction {
    ClientProfile.ErrorReaction(
      statuses: map.ints("status"), words: map.strings("message_contains"), pattern: pattern(map["matches"]),
      reaction: map.string("reaction") ?? "",
      fallback: map["fallback"] == nil ? nil : fallback(map.map("fallback")))
  }

  private func pattern(_ yaml: YAML?) -> String? {
    guard let yaml, let text = yaml.string else { return nil }
    do { _ = try Pattern(text, ignoringCase: true) } catch {
      file.report("bad-pattern", "not a pattern that can be run: \(error)", at: yaml.place.firstLine)
    }
    return text
  }

  private func fallback(_ map: MapReader) -> Fallback {
    var fallback = Fallback()
    for entry in map.elements("remove") {
      guard let path = ViewPath(entry.string ?? "") else {
        map.report(
          "bad-body-path", "'\(entry.string ?? "")' is not a path into a request body", at: entry.place.firstLine,
          hint: "e.g. thinking, messages[role=system], messages.*.content[type=thinking]")
        continue
      }
      fallback.remove.append(path)
    }
    fallback.removedBetas = map.strings("remove_betas")
    fallback.movesSystemIntoUser = map.bool("system_into_user") ?? false
    fallback.thinkingBudget = map.int("thinking_budget")
    let limit = map.map("smaller_max_tokens")
    if map["smaller_max_tokens"] != nil {
      fallback.limit = Fallback.SmallerLimit(
        form: limit.bool("ceiling") == true ? .ceiling : .sum, reserve: limit.int("reserve") ?? 0,
        minimum: limit.int("minimum") ?? 1)
    }
    return fallback
  }

  private func headers(_ entries: [YAMLEntry]) -> [ClientProfile.Header] {
    entries.map { ClientProfile.Header(name: $0.key, value: $0.value.string ?? "") }
  }

  static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], let month = Int(parts[1]), let day = Int(parts[2]) else { return false }
    return Int(parts[0]) != nil && (1...12).contains(month) && (1...31).contains(day)
  }
}

extension ClientProfile {
  /// A client of its own, outside a suite; throws the first thing that is wrong with it.
  package static func decoded(from text: String, file: String = "client.yaml") throws(Diagnostic) -> ClientProfile {
    let log = DiagnosticLog()
    let profile = ClientDecoder(try YAML.parse(Array(text.utf8), file: file), log: log).decode()
    if let first = log.entries.first { throw first }
    return profile
  }
}
