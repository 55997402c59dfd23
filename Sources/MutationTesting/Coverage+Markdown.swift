import Contract

extension Coverage {
  /// The page `docs/requirements.md`.
  package var markdown: String {
    var page = """
      # Requirements, what judges them, and what they catch

      Written by `dropin list --markdown`; do not edit. An *invariant* is judged on every exchange that it
      fits, a *case* asks for it. The defects are those of the [reference server](defects.md) that name the requirement;
      `dropin self-test` shows that each of them is caught by it.

      | | must | should | may | all |
      |---|---:|---:|---:|---:|
      \(row("requirements") { _ in true })
      \(row("judged by a case") { !$0.cases.isEmpty })
      \(row("judged by an invariant") { $0.isInvariant })
      \(row("of kind wire") { $0.requirement.kind == .wire })
      \(row("of kind server") { $0.requirement.kind == .server })
      \(row("of kind model") { $0.requirement.kind == .model })
      \(row("with a defect that breaks it") { !$0.defects.isEmpty })
      \(row("untested") { $0.untested != nil })

      """
    var area = ""
    for entry in entries {
      if entry.requirement.area != area {
        area = entry.requirement.area
        page += "\n## \(area)\n\n| requirement | level, kind | says | judged by | catches |\n|---|---|---|---|---|\n"
      }
      page += line(entry) + "\n"
    }
    return page
  }

  private func row(_ title: String, _ isCounted: (Entry) -> Bool) -> String {
    let counted = entries.filter(isCounted)
    let cells = Level.allCases.map { level in String(counted.count { $0.requirement.level == level }) }
    return "| \(title) | \((cells + [String(counted.count)]).joined(separator: " | ")) |"
  }

  private func line(_ entry: Entry) -> String {
    let requirement = entry.requirement
    var judges = entry.isInvariant ? ["invariant"] : []
    judges += entry.cases.map { "`\($0)`" }
    if let reason = entry.untested { judges.append("untested: \(reason)") }
    let text = requirement.text.replacing("|", with: "\\|").replacing("<", with: "&lt;").replacing("\n", with: " ")
    return "| `\(requirement.id)` | \(requirement.level.rawValue), \(requirement.kind.rawValue) | \(text) "
      + "| \(judges.joined(separator: ", ")) | \(entry.defects.map { "`\($0)`" }.joined(separator: ", ")) |"
  }
}
