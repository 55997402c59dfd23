import DropinKit

/// One line on why a run did not begin, and the exit code that goes with it: 4 when there is nobody to speak to, 2 when
/// somebody is there and the address, the token or the model is wrong.
struct StartRefusal {
  private let target: Target
  private let failure: TargetProbe.Failure

  init(_ failure: Session.StartFailure) {
    target = failure.target
    self.failure = failure.failure
  }

  var error: UserError {
    switch failure {
    case .unreachable, .untrusted: UserError(words, status: .unreachable)
    case .tokenNeeded, .tokenRefused, .noModel, .modelAbsent, .noMessagesAPI: UserError(words)
    }
  }

  private var words: String {
    let url = target.baseURL
    switch failure {
    case .unreachable(let detail):
      let start = url == Target.defaultBaseURL ? "Start LM Studio's with `lms server start`, or" : "Start it, or"
      return "nobody answers at \(url): \(detail). \(start) give another address; --wait 60 waits for it"
    case .untrusted(let detail):
      let plain = detail.contains("wrong version number") ? "It may speak plain http://. Else give" : "Give"
      return "no TLS connection to \(url): \(detail). \(plain) its authority with --cacert FILE, or --insecure to "
        + "check nothing"
    case .tokenNeeded(let status):
      return
        "\(url) requires a token (\(status) without one). Set ANTHROPIC_AUTH_TOKEN (sent as Bearer), ANTHROPIC_API_KEY "
        + "(sent as x-api-key) or LM_API_TOKEN"
    case .tokenRefused(let status):
      return "\(url) refuses the token of \(target.tokenName ?? "the environment") (\(status)), as Bearer and as "
        + "x-api-key. Set ANTHROPIC_AUTH_TOKEN or ANTHROPIC_API_KEY to one that it accepts"
    case .noModel(let said):
      return "no model to ask for: GET /v1/models gave \(said). Name one with --model or ANTHROPIC_MODEL"
    case .modelAbsent(let model, let listed):
      return "\(url) has no model '\(model)'; \(Self.list(listed))"
    case .noMessagesAPI(let said):
      return "\(url) is not a Messages API: POST /v1/messages gives \(said). Give the base URL that clients use, "
        + "without /v1"
    }
  }

  private static func list(_ ids: [String]) -> String {
    guard !ids.isEmpty else { return "it lists none. Name another with --model" }
    let shown = ids.prefix(12).joined(separator: ", ")
    return "it lists \(shown)\(ids.count > 12 ? " and \(ids.count - 12) more" : "")"
  }
}
