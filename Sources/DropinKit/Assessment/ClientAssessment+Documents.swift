import ReferenceServer
import Reporting
import Wire

extension ClientAssessment.Result {
  package static let format = "dropin-assessment/1"

  package var json: JSON {
    [
      "format": .string(Self.format), "command": .array(command.map { JSON.string($0) }),
      "repeatable": .bool(isRepeatable), "sound": Self.json(sound), "defects": .array(entries.map(Self.json)),
    ]
  }

  private static func json(_ entry: ClientAssessment.Entry) -> JSON {
    var json: JSON = [:]
    if !entry.name.isEmpty {
      json["name"] = .string(entry.name)
      json["outcome"] = .string(entry.outcome.rawValue)
    }
    json["status"] = entry.status.map { JSON($0) } ?? .null
    json["requests"] = JSON(entry.requests)
    json["repeated"] = JSON(entry.repeated)
    json["ms"] = JSON(entry.milliseconds)
    if let said = entry.said { json["said"] = .string(said) }
    return json
  }

  /// `12 unharmed, 2 misled`
  package var counts: String {
    let parts = ClientAssessment.Outcome.allCases.compactMap { outcome in
      let count = entries.count { $0.outcome == outcome }
      return count > 0 ? "\(count) \(outcome.rawValue)" : nil
    }
    return parts.isEmpty ? "nothing was tried" : parts.joined(separator: ", ")
  }

  /// A page, the worst first.
  package var markdown: String {
    let order: [ClientAssessment.Outcome] = [.misled, .hung, .failed, .unharmed]
    let sorted = order.flatMap { outcome in entries.filter { $0.outcome == outcome } }
    let summaries = Dictionary(Defect.all.map { ($0.name, $0.summary) }, uniquingKeysWith: { first, _ in first })
    let rows = sorted.map { entry in
      let retries = entry.repeated - sound.repeated
      let cells = [
        MarkdownText.code(entry.name), entry.outcome.rawValue, retries > 0 ? String(retries) : "",
        MarkdownText.plain(entry.said ?? "", limit: 160), MarkdownText.plain(summaries[entry.name] ?? ""),
      ]
      return "| \(cells.joined(separator: " | ")) |"
    }
    let note = isRepeatable ? "" : "The command does not print the same every time, so nothing is called misled.\n\n"
    return """
      # What \(MarkdownText.code(command.joined(separator: " "))) does with a server that is wrong

      \(counts). Against the sound server it sends \(sound.requests.pluralized("request")).

      \(note)*Unharmed*: it went on and printed the same. *Misled*: it went on and printed something else. *Failed*: it said so. \
      *Hung*: it did not end. Retries are requests that were sent again, byte for byte.

      | defect | the client | retries | it said | the server |
      |---|---|---:|---|---|
      \(rows.joined(separator: "\n"))

      """
  }
}
