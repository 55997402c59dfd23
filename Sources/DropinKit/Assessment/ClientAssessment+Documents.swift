import ReferenceServer
import Reporting
import Wire

extension ClientAssessment.Result {
  package static let format = "dropin-assessment/1"

  /// The document about a command.
  package var json: JSON {
    var json: JSON = ["format": .string(Self.format)]
    for (name, value) in members { json[name] = value }
    return json
  }

  /// The document about runs of somebody's own tests.
  package static func json(_ runs: [Self]) -> JSON {
    let list = runs.map { run in
      var json: JSON = [:]
      for (name, value) in run.members { json[name] = value }
      return json
    }
    return ["format": .string(format), "runs": .array(list)]
  }

  private var members: [(String, JSON)] {
    let subject: (String, JSON) =
      switch subject {
      case .command(let words): ("command", .array(words.map { JSON.string($0) }))
      case .run(let id): ("run", .string(id))
      }
    return [
      subject, ("repeatable", .bool(isRepeatable)), ("sound", Self.json(sound)),
      ("defects", .array(entries.map(Self.json))),
    ]
  }

  private static func json(_ entry: ClientAssessment.Entry) -> JSON {
    var json: JSON = [:]
    if !entry.name.isEmpty { json["name"] = .string(entry.name) }
    if !entry.name.isEmpty || entry.outcome != .unharmed { json["outcome"] = .string(entry.outcome.rawValue) }
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

  /// The same as a page for a browser and as Markdown.
  package var page: TablePage { Self.page([self]) }

  package static func page(_ results: [Self]) -> TablePage {
    var title = "What clients do with a server that is wrong"
    if results.count == 1, case .command(let words) = results[0].subject {
      title = "What \(words.joined(separator: " ")) does with a server that is wrong"
    }
    return TablePage(
      title: title,
      introduction: [
        "Unharmed: the client went on and came to the same as with the sound server. Misled: it went on and came to something "
          + "else. Failed: it said so. Hung: it did not end. Untold: its test did not say what came of it. Retries are requests "
          + "that were sent again, byte for byte, more than to the sound server."
      ],
      columns: ["defect", "the client", "retries", "it said", "the server"],
      sections: results.map(\.section))
  }

  /// The worst first.
  private var section: TablePage.Section {
    let order: [ClientAssessment.Outcome] = [.misled, .hung, .failed, .untold, .unharmed]
    let sorted = order.flatMap { outcome in entries.filter { $0.outcome == outcome } }
    let summaries = Dictionary(Defect.all.map { ($0.name, $0.summary) }, uniquingKeysWith: { first, _ in first })
    var notes = ["\(counts). To the sound server it sends \(sound.requests.pluralized("request"))."]
    if !isRepeatable { notes.append("It does not come to the same every time, so nothing is called misled.") }
    var title = ""
    if case .run(let id) = subject { title = id }
    return TablePage.Section(
      title: title, notes: notes,
      rows: sorted.map { entry in
        let retries = entry.repeated - sound.repeated
        return [
          .name(entry.name), .verdict(entry.outcome.rawValue, tone: entry.outcome.tone),
          .text(retries > 0 ? String(retries) : ""), .text(entry.said ?? ""), .text(summaries[entry.name] ?? ""),
        ]
      })
  }
}

extension ClientAssessment.Outcome {
  fileprivate var tone: TablePage.Tone {
    switch self {
    case .unharmed: .good
    case .failed, .untold: .unsure
    case .misled, .hung: .bad
    }
  }
}
