extension LintRules {
  /// Editions are named by year and month, the oldest first, and requirements name editions that exist.
  static func knownEditions(_ suite: Suite) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for (index, edition) in suite.editions.enumerated() {
      if !Edition.isName(edition.name) {
        diagnostics.append(
          Diagnostic(
            code: "bad-edition", "'\(edition.name)' is no year and month", at: edition.place, hint: "such as 2026-12"))
      } else if index > 0, suite.editions[index - 1].name >= edition.name {
        diagnostics.append(
          Diagnostic(
            code: "bad-edition", "'\(edition.name)' does not come after '\(suite.editions[index - 1].name)'",
            at: edition.place, hint: "the oldest comes first, and each once"))
      }
    }
    for entry in suite.requirements {
      guard let since = entry.since, !suite.editions.contains(where: { $0.name.sameBytes(as: since) }) else { continue }
      diagnostics.append(
        Diagnostic(
          code: "unknown-edition", "there is no edition '\(since)'", at: entry.sincePlace ?? entry.place,
          hint: Suggestions.hint(for: since, among: suite.editions.map(\.name))))
    }
    return diagnostics
  }
}
