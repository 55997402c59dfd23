import Contract
import Wire

// What the defects of batches, files and skills do, in one call each.
extension Defect {
  /// Changes the JSON that one of these endpoints answers with.
  static func onObject(
    _ endpoints: Endpoint..., name: String, breaks requirement: String, _ summary: String, source: String,
    edit: @escaping @Sendable (inout JSON) -> Void
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.surface.append { body, context in
        guard case .endpoint(let endpoint, _) = context.route, endpoints.contains(endpoint) else { return }
        edit(&body)
      }
    }
  }

  /// Refuses what one of these endpoints is asked, whatever it is, before anything else happens.
  static func refusing(
    _ endpoint: Endpoint, name: String, breaks requirement: String, _ summary: String, source: String,
    with status: Int, saying message: String, when: @escaping @Sendable (DefectContext) -> Bool = { _ in true }
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.refuseWire(status, message) { context in
        guard case .endpoint(endpoint, _) = context.route else { return false }
        return when(context)
      }
    }
  }

  /// Answers an endpoint with this JSON, whatever it is asked.
  static func answering(
    _ endpoint: Endpoint, name: String, breaks requirement: String, _ summary: String, source: String, with body: JSON,
    when: @escaping @Sendable (DefectContext, String) -> Bool = { _, _ in true }
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.intercept.append { context in
        guard case .endpoint(endpoint, let id) = context.route, when(context, id ?? "") else { return nil }
        return .reply(ServerReply(status: 200, json: body))
      }
    }
  }

  /// Leaves parameters of that name out of the queries of an endpoint.
  static func ignoring(
    _ parameter: String, of endpoint: Endpoint, name: String, breaks requirement: String, _ summary: String,
    source: String
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.request.append { request, context in
        guard request.method == "GET", request.path.hasSuffix(endpoint.path) else { return }
        request.query = request.query.split(separator: "&").filter { !$0.hasPrefix("\(parameter)=") }.joined(
          separator: "&")
      }
    }
  }
}
