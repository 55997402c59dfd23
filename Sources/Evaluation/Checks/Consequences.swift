import Cases
import Verdicts
import Wire

/// What follows from something that another requirement has been found violated for in the same exchange: it is said
/// once, by its owner.
extension ResponseReading {
  /// Requirements whose violation leaves no call, or an empty one, where there should be one.
  private static let callOwners: Set<String> = [
    "tooluse-no-text-when-forced", "tooluse-no-markup-in-text", "sse-tool-arguments-sent",
  ]

  /// Requirements whose violation makes a count of input tokens worth nothing. A count of none in a plain reply is
  /// `countsNoInput`, which looks at the answer as well.
  private static let countOwners: Set<String> = [
    "sse-usage-cache-not-zeroed", "sse-usage-input-not-zeroed", "sse-start-input-tokens-real",
  ]

  /// The requirement that has said already why a claim about this exchange is violated; nil when none has.
  func owner(of violation: Violation, claimedFor requirement: String) -> String? {
    switch violation.detail {
    case .mismatch(let view, let pointer):
      if ["message", "block_types", "tool_uses", "text"].contains(view) { return owner(Self.callOwners, requirement) }
      let isInput =
        view == "usage" && pointer.tokens.first.map { $0.hasPrefix("input") || $0.hasPrefix("cache") } ?? false
      return isInput ? ownerOfCount(claimedFor: requirement) : nil
    case .eventMissing, .eventUnwanted: return owner(Self.callOwners, requirement)
    default: return nil
    }
  }

  /// The requirement that has said already why a count of this exchange is wrong; nil when none has.
  func ownerOfCount(at path: RelationPath, claimedFor requirement: String) -> String? {
    path.path.segments.starts(with: [.key("usage"), .key("input_total")])
      ? ownerOfCount(claimedFor: requirement) : nil
  }

  /// A reply that says nothing may have read nothing, so its count is evidence of its own.
  private func ownerOfCount(claimedFor requirement: String) -> String? {
    hasAnswer ? owner(Self.countOwners, requirement) : nil
  }

  private func owner(_ owners: Set<String>, _ requirement: String) -> String? {
    guard !owners.contains(requirement) else { return nil }
    return contract.findings.first { $0.isViolated && owners.contains($0.requirement) }?.requirement
  }

  /// Whether a success holds neither a reply of the endpoint's form nor an error: a page, or nothing at all.
  var isNoReply: Bool {
    guard let status, (200..<300).contains(status), error == nil, let endpoint = contract.endpoint,
      exchange.request.method == "POST", case .complete = exchange.end, let response = exchange.response
    else { return false }
    if response.mediaType == "text/event-stream" || response.head.headers.first("content-encoding") != nil {
      return false
    }
    guard let body, body.object != nil else {
      return !response.body.starts(with: "event:".utf8) && !response.body.starts(with: "data:".utf8)
    }
    return endpoint == .messages && ["content", "type", "choices", "id"].allSatisfy { body[$0] == nil }
  }
}
