import Contract
import Wire

extension MessagesServer {
  /// Answers the endpoints of files; nil for every other.
  func answerFiles(_ endpoint: Endpoint, _ id: String, _ context: DefectContext) throws(APIError) -> ServerReply? {
    switch endpoint {
    case .fileUpload:
      var file = try uploaded(context)
      run(hooks.upload, on: &file, in: context)
      state.with { $0.keep(file) }
      return object(file.json, context)
    case .fileList:
      let entries = state.with { $0.files }.reversed().map { (id: $0.id, json: $0.json) }
      return object(try ListPage(noun: "file", entries: entries).byCursor(context.request.query), context)
    case .file: return object(try file(id).json, context)
    case .fileContent:
      let file = try file(id)
      guard file.isDownloadable else {
        throw APIError(
          400, type: "invalid_request_error", "the file \(id) was uploaded, and cannot be downloaded",
          errorCode: "file_not_downloadable")
      }
      return ServerReply(
        status: 200, headers: [HeaderLine("content-type", file.mimeType)], body: .whole(file.bytes))
    case .fileDelete:
      _ = try file(id)
      state.with { memory in memory.files.removeAll { $0.id.sameBytes(as: id) } }
      return object(["id": .string(id), "type": "file_deleted"], context)
    default: return nil
    }
  }

  private func uploaded(_ context: DefectContext) throws(APIError) -> StoredFile {
    let form = try Multipart(context.request)
    guard let part = form["file"], let filename = part.filename else { throw .invalid("file", "Field required") }
    guard !filename.isEmpty, filename.utf8.count <= 500, !filename.utf8.contains(where: { $0 < 0x20 }) else {
      throw .invalid("file", "a filename of 1 to 500 bytes without control characters is required")
    }
    return StoredFile(
      id: context.ids.make("file_"), filename: filename, mimeType: part.contentType ?? "application/octet-stream",
      bytes: part.body, createdAt: configuration.clock())
  }

  func file(_ id: String) throws(APIError) -> StoredFile {
    let found = state.with { memory in memory.files.first { $0.id.sameBytes(as: id) } }
    guard let found else { throw .notFound("no file has the id '\(id)'") }
    return found
  }

  /// The request with the content of files that are kept in place of their ids; an id that nobody knows stays, and is
  /// refused where it stands.
  func withFiles(_ body: JSON) -> JSON {
    var body = body
    body.edit("messages") { messages in
      messages.editElements { message in
        message.edit("content") { content in
          content.editElements { block in block.edit("source", replaceFile) }
        }
      }
    }
    return body
  }

  private func replaceFile(_ source: inout JSON) {
    guard source["type"]?.says("file") == true, let id = source["file_id"]?.string, let file = try? file(id) else {
      return
    }
    source =
      file.mimeType.hasPrefix("text/")
      ? ["type": "text", "media_type": "text/plain", "data": .string(file.bytes.text)]
      : ["type": "base64", "media_type": .string(file.mimeType), "data": .string(Base64.encode(file.bytes))]
  }
}
