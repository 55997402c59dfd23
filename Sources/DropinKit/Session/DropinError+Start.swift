import Running

extension DropinError {
  /// Why a run did not begin, for a program that uses the library.
  init(_ start: Session.StartFailure) {
    let url = start.target.baseURL
    switch start.failure {
    case .unreachable(let detail): self.init("nobody answers at \(url): \(detail)", status: .unreachable)
    case .untrusted(let detail): self.init("no TLS connection to \(url): \(detail)", status: .unreachable)
    case .tokenNeeded(let status):
      self.init("\(url) requires a token (status \(status) without one); set RunOptions.token")
    case .tokenRefused(let status): self.init("\(url) refuses the token (status \(status)), as Bearer and as x-api-key")
    case .noModel(let said): self.init("no model to ask for: GET /v1/models gave \(said); name one")
    case .modelAbsent(let model, let listed):
      let list = listed.isEmpty ? "it lists none" : "it lists \(listed.prefix(12).joined(separator: ", "))"
      self.init("\(url) has no model '\(model)'; \(list)")
    case .noMessagesAPI(let said): self.init("\(url) has no Messages API: POST /v1/messages gives \(said)")
    }
  }
}
