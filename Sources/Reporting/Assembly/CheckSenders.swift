import Cases
import Verdicts
import Wire

/// Who would send the request that a check is about, from how its case writes it.
struct CheckSenders {
  private let suite: Suite
  private let casesByID: [String: Case]

  init(_ suite: Suite) {
    self.suite = suite
    casesByID = Dictionary(suite.cases.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether the request is in the dialect of this client, or of another version of it.
  func speaks(_ id: CheckID, _ client: ClientProfile) -> Bool {
    guard let step = step(of: id), let speaker = suite.speaker(of: step.request) else { return false }
    return client.isKin(of: speaker)
  }

  /// Whether only others would send it: another client's dialect, or a request that is wrong on purpose, carries other
  /// credentials than usual, or asks for something other than a message or a count.
  func isForeign(_ id: CheckID, to client: ClientProfile) -> Bool {
    guard let step = step(of: id) else { return false }
    if let speaker = suite.speaker(of: step.request) { return !client.isKin(of: speaker) }
    let request = step.request
    guard case .json(let body) = request.body, body.object != nil else { return true }
    if isInvalid(request, body) { return true }
    if case .invariant = id.kind, step.toleratesRefusal { return true }
    return step.expectsRejection || request.method != "POST" || request.auth != .default
      || !["/v1/messages", "/v1/messages/count_tokens"].contains(request.path)
  }

  /// Whether it lacks what every request has, or is coded as no client codes it.
  private func isInvalid(_ request: RequestTemplate, _ body: JSON) -> Bool {
    ["model", "messages"].contains { body[$0] == nil }
      || request.headers.contains { $0.name.lowercased() == "content-encoding" }
  }

  private func step(of id: CheckID) -> Step? {
    let subject = suite.caseAt(id.caseAddress) ?? casesByID[id.caseID]
    guard let subject else { return nil }
    return subject.steps.first { $0.id == id.step } ?? subject.steps.last
  }
}
