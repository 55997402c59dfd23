import Contract
import Wire

extension Defect {
  private static let sdk = "sdk: resources/files.py"
  private static let metadata = "sdk: types/file_metadata.py"

  /// Files: what is kept of them, and what is given out again.
  static let files: [Defect] = [
    onObject(
      .fileList, name: "file-list-openai", breaks: "file-list", "Lists files without a word about further pages.",
      source: "sdk: pagination.py"
    ) { list in
      list["object"] = "list"
      list.remove("next_page")
    },
    refusing(
      .fileList, name: "file-list-500", breaks: "file-list", "Crashes when asked for its files.", source: sdk,
      with: 500,
      saying: "no file store"),
    ignoring(
      "limit", of: .fileList, name: "file-limit-ignored", breaks: "file-list", "Ignores the limit of a page.",
      source: "sdk: types/file_list_params.py"),
    refusing(
      .fileUpload, name: "file-upload-415", breaks: "file-upload", "Takes no form with a file in it.",
      source: sdk, with: 415, saying: "content-type: only application/json is taken"),
    onObject(
      .fileUpload, .file, name: "file-object-openai", breaks: "file-object",
      "Gives a file in the words of another API.",
      source: metadata
    ) { file in
      file["object"] = "file"
      file["bytes"] = file["size_bytes"]
      for key in ["type", "size_bytes"] { file.remove(key) }
    },
    Defect(
      "file-name-lost", breaks: "file-metadata", "Gives every file a name of its own.", source: metadata
    ) { $0.upload.append { file, _ in file.filename = "upload.bin" } },
    Defect(
      "file-type-guessed", breaks: "file-metadata", "Takes every file for bytes of no type.", source: metadata
    ) { $0.upload.append { file, _ in file.mimeType = "application/octet-stream" } },
    Defect(
      "file-read-as-text", breaks: "file-metadata", "Reads what is uploaded as text, which damages other files.",
      source: metadata
    ) { $0.upload.append { file, _ in file.bytes = Array(file.bytes.text.utf8) } },
    refusing(
      .file, name: "file-forgotten", breaks: "file-retrieve", "Does not find a file that it has taken.", source: sdk,
      with: 404, saying: "no such file"
    ) { !$0.request.path.contains("Nobody") },
    onObject(
      .file, name: "file-other-id", breaks: "file-retrieve", "Gives a file another id each time.", source: sdk
    ) { $0["id"] = "file_other" },
    answering(
      .fileContent, name: "file-content-wrapped", breaks: "file-content", "Gives the content of a file inside of JSON.",
      source: sdk, with: ["type": "file_content", "data": "eyJ3b3JkIjogImhlcm9uIn0="]
    ) { _, id in !id.contains("Nobody") && id != StoredFile.chart.id },
    refusing(
      .fileContent, name: "file-download-404", breaks: "file-download", "Does not give out what a tool has made.",
      source: "docs: files", with: 404, saying: "no content"
    ) { $0.request.path.contains(StoredFile.chart.id) },
    Defect(
      "file-id-refused", breaks: "file-in-message", "Takes files, and no message that names one.", source: "docs: files"
    ) {
      $0.refuseWire(400, "files are not available in messages") { context in
        context.isMessage && context.request.body.find(Array("\"file_id\"".utf8)) != nil
      }
    },
    answering(
      .fileDelete, name: "file-delete-forgotten", breaks: "file-delete", "Says that a file is deleted and keeps it.",
      source: "sdk: types/deleted_file.py", with: ["id": "file_any", "type": "file_deleted"]
    ) { _, id in !id.contains("Nobody") },
    ignoring(
      "page", of: .fileList, name: "file-page-ignored", breaks: "file-pages",
      "Shows the first page of files again and again.", source: "sdk: pagination.py"),
    unknownCrashes(
      "file-unknown-500", breaks: "file-unknown", "Crashes when asked for a file that is not there.", source: sdk,
      of: [.file, .fileContent, .fileDelete]),
    Defect(
      "file-empty-upload", breaks: "file-part-missing", "Takes an upload without a file for an empty file.",
      source: "sdk: types/file_upload_params.py"
    ) {
      $0.intercept.append { context in
        guard case .endpoint(.fileUpload, _) = context.route, let form = try? Multipart(context.request),
          form["file"] == nil
        else { return nil }
        let file = StoredFile(
          id: context.ids.make("file_"), filename: "untitled", mimeType: "text/plain", bytes: [], createdAt: 0)
        return .reply(ServerReply(status: 200, json: file.json))
      }
    },
  ]

  /// Answers 500 where something is not there.
  static func unknownCrashes(
    _ name: String, breaks requirement: String, _ summary: String, source: String, of endpoints: [Endpoint]
  ) -> Defect {
    Defect(name, breaks: requirement, summary, source: source) {
      $0.fault.append { fault, context in
        guard case .endpoint(let endpoint, _) = context.route, endpoints.contains(endpoint), fault.status == 404 else {
          return
        }
        fault = APIError(500, type: "api_error", "internal error")
      }
    }
  }
}
