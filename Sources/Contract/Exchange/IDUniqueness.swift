import Wire

extension RequirementID {
  static let respIDUnique: Self = "resp-id-unique"
  static let respRequestIDUnique: Self = "resp-request-id-unique"
}

/// Remembers ids over a whole run: an id may not come twice. Memory grows with the number of ids, not
/// with the size of responses.
package struct IDUniqueness: Sendable {
  private enum Kind { case request, message, toolCall }

  /// The exchange in which an id was seen first, by kind of id.
  private var seen: [Kind: [String: String]] = [:]

  package init() {}

  /// Findings about the ids of this exchange, compared with all before it.
  package mutating func receive(_ exchange: Exchange, _ reading: ExchangeReading) -> [Finding] {
    var findings: [Finding] = []
    if let id = exchange.response?.head.headers.first("request-id"), !id.isEmpty {
      findings += note(id, as: .request, for: .respRequestIDUnique, in: exchange)
    }
    guard reading.endpoint == .messages, reading.error == nil, let message = reading.message else { return findings }
    if let id = message["id"]?.string, !id.isEmpty {
      let requirement: RequirementID = reading.stream == nil ? .respIDUnique : .sseStartIDStable
      findings += note(id, as: .message, for: requirement, in: exchange)
    }
    for block in message["content"]?.array ?? [] where block["type"]?.string == "tool_use" {
      guard let id = block["id"]?.string, !id.isEmpty else { continue }
      findings += note(id, as: .toolCall, for: .toolUseIDUnique, in: exchange)
    }
    return Self.counted(findings)
  }

  /// One finding for many of a kind: a reply can hold as many calls as fit into it.
  private static func counted(_ findings: [Finding]) -> [Finding] {
    var kept: [Finding] = []
    var known: [String: (first: Int, count: Int)] = [:]
    for finding in findings {
      let kind = "\(finding.requirement) \(finding.isViolated)"
      if let earlier = known[kind] {
        known[kind] = (earlier.first, earlier.count + 1)
      } else {
        known[kind] = (kept.count, 1)
        kept.append(finding)
      }
    }
    for (first, count) in known.values where count > 1 {
      guard let actual = kept[first].violation?.actual else { continue }
      kept[first].violation?.actual = "\(actual); \(count) such ids in this exchange"
    }
    return kept
  }

  /// The first sighting proves nothing, so it yields no finding.
  private mutating func note(
    _ id: String, as kind: Kind, for requirement: RequirementID, in exchange: Exchange
  ) -> [Finding] {
    defer { seen[kind, default: [:]][id] = exchange.id }
    guard let known = seen[kind], !known.isEmpty else { return [] }
    guard let earlier = known[id] else { return [.satisfied(requirement.rawValue)] }
    // Two blocks of one message are the message's own rule's to judge.
    guard earlier != exchange.id else { return [] }
    var finding = Finding.violated(
      requirement.rawValue, reason: "repeated-id", "the id was used in another exchange before",
      expected: "a unique id", actual: Excerpt.of("\(id), also in exchange \(earlier)"))
    finding.relatedExchanges = [earlier]
    return [finding]
  }
}
