import Cases
import Wire

/// Drafts of cases from a session. What only a person can decide is written as `TODO`, and `dropin lint`
/// refuses the file until that is done.
struct CaseDrafts {
  private struct Draft {
    var request: Request
    var status: Int?
    var path: String
  }
  private var drafts: [Draft] = []
  /// Digests, because a long session has many long bodies.
  private var seen = Set<String>()
  private var left = 0

  /// Longer bodies and more requests would make a file that nobody reads.
  private static let longestBody = 262_144
  private static let most = 200

  mutating func add(_ exchange: Exchange, baseURL: String) {
    let request = exchange.request
    let path = String(request.url.dropFirst(baseURL.utf8.count))
    let identity = SHA256.hexDigest(Array("\(request.method) \(path)\n".utf8) + (request.body ?? []))
    guard seen.insert(identity).inserted else { return }
    guard drafts.count < Self.most, (request.body?.count ?? 0) <= Self.longestBody else { return left += 1 }
    drafts.append(Draft(request: request, status: exchange.response?.status, path: path))
  }

  func file(model: String) -> [UInt8] {
    var text = """
      # yaml-language-server: $schema=../../../specs/case.schema.json
      # Drafts from a recorded session. Decide what stands behind each TODO: the area, an id and a title, the
      # requirement the case is about, and what has to be expected. Requests that came twice are here once.

      """
    if left > 0 { text += "# Left out, because they are too long or too many: \(left).\n" }
    text += "format: \(CaseFormat.version)\narea: TODO\n"
    text += drafts.isEmpty ? "cases: []\n" : "cases:\n"
    for (index, draft) in drafts.enumerated() { text += Self.text(draft, number: index + 1, model: model) }
    return Array(text.utf8)
  }

  private static func text(_ draft: Draft, number: Int, model: String) -> String {
    var lines = [
      "  - id: todo-recorded-\(number)", "    title: TODO what the server does when all is well",
      "    requirement: TODO",
    ]
    let request = RequestDraft(draft.request, path: draft.path, model: model)
    lines += request.lines(auth: RequestDraft.authRow(draft.request.headers)).map { "    \($0)" }
    if let status = draft.status {
      lines.append("    # It was answered with \(status). TODO: is that what has to be expected?")
    } else {
      lines.append("    # It was not answered at all. TODO: what has to be expected?")
    }
    lines.append("    expect: \(draft.status.map { $0 < 400 } ?? true ? "answered" : "refused")")
    return lines.joined(separator: "\n") + "\n"
  }
}
