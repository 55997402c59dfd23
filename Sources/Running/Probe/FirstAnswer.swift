import Wire

/// What the first answer to a sound request for a message says about the address and the model.
enum FirstAnswer: Equatable {
  /// The server says that it has no such model.
  case modelAbsent
  /// The path is not there, or a web page or something else stands behind it.
  case noMessagesAPI(String)
  /// An answer, or a refusal for other reasons.
  case anything

  init(_ response: Response, model: String) {
    let text = String(decoding: response.body.prefix(4096), as: UTF8.self)
    let folded = text.lowercased()
    let json = try? JSONParser.parse(response.body).root
    // A server without the path may answer 200 all the same.
    if folded.contains("unexpected endpoint") {
      self = .noMessagesAPI(Self.said(response, text))
      return
    }
    if json == nil, folded.contains("<html") || folded.contains("<!doctype") {
      self = .noMessagesAPI("\(response.status) with a web page")
      return
    }
    switch response.status {
    case 400, 404, 422:
      if Self.isAboutModel(folded, model: model.lowercased(), status: response.status) {
        self = .modelAbsent
        return
      }
      self = response.status == 404 ? .noMessagesAPI(Self.said(response, text)) : .anything
    case 405, 501: self = .noMessagesAPI(Self.said(response, text))
    default: self = .anything
    }
  }

  /// Whether a refusal says that the model is unknown: it names it, or under 404 speaks of models at all, and says that
  /// it is not there.
  private static func isAboutModel(_ text: String, model: String, status: Int) -> Bool {
    // A short name stands in nearly any text by accident.
    let isNamed = model.utf8.count > 3 && text.contains(model)
    guard isNamed || text.contains("model") else { return false }
    let words = [
      "not found", "not_found", "does not exist", "doesn't exist", "unknown model", "no such model", "invalid model",
      "not available", "no model", "not loaded", "unsupported model", "not a valid model",
    ]
    return words.contains { text.contains($0) }
  }

  private static func said(_ response: Response, _ text: String) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.isEmpty ? "\(response.status)" : "\(response.status) \(line.prefix(120))"
  }
}
