import Wire

// What a server keeps for those who ask for batches, files and skills. The oldest are forgotten: who can connect can send
// as many as they like.
extension ServerState.Memory {
  private static let most = 200

  mutating func keep(_ batch: Batch) {
    batches.append(batch)
    if batches.count > Self.most { batches.removeFirst() }
  }

  mutating func keep(_ file: StoredFile) {
    files.append(file)
    if files.count > Self.most { files.removeFirst() }
  }

  mutating func keep(_ skill: StoredSkill) {
    skills.append(skill)
    if skills.count > Self.most { skills.removeFirst() }
  }
}

extension MessagesServer {
  /// The JSON of one of those endpoints.
  func object(_ given: JSON, _ context: DefectContext) -> ServerReply {
    var body = given
    run(hooks.surface, on: &body, in: context)
    return ServerReply(status: 200, json: body)
  }

  /// Where the client thinks the server is.
  func base(_ context: DefectContext) -> String {
    "http://\(context.request.values(of: "host").first ?? "localhost")\(configuration.pathPrefix)"
  }
}
