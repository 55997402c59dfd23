import Verdicts
import Wire

extension RequirementID {
  static let fileList: Self = "file-list"
  static let fileObject: Self = "file-object"
}

extension Endpoint {
  /// Files that are uploaded once and named in messages.
  static let files: [Endpoint] = [.fileContent, .fileUpload, .fileList, .file, .fileDelete]

  package static let fileUpload = file("file_upload", "POST", "", FileRules.judgeFile)
  package static let fileList = file("files", "GET", "", FileRules.judgeList)
  package static let file = file("file", "GET", "/{id}", FileRules.judgeFile)
  package static let fileDelete = file("file_delete", "DELETE", "/{id}") { _, _ in }
  package static let fileContent = file("file_content", "GET", "/{id}/content") { _, _ in }

  private static func file(
    _ name: String, _ method: String, _ path: String,
    _ judge: @escaping @Sendable (inout FindingCollector, Input) -> Void
  ) -> Endpoint {
    Endpoint(name, method: method, path: "/v1/files\(path)", capability: "files") { reading, input in
      guard input.exchange.request.method == method, input.isSuccess else { return }
      var collector = FindingCollector()
      judge(&collector, input)
      reading.findings += collector.findings
    }
  }
}

enum FileRules {
  private static let members: [MemberRule] = [
    .text("id"), .fixed("type", "file"), .text("filename"), .text("mime_type"), .count("size_bytes"),
    .time("created_at"), .flagOrNull("downloadable"), .timeOrNull("expires_at"),
  ]

  static func judgeFile(_ collector: inout FindingCollector, _ input: Endpoint.Input) {
    guard let file = input.answer else { return }
    collector.judge(file, of: "a file", members: members, for: .fileObject, at: JSONPointer(), in: input.response)
  }

  static func judgeList(_ collector: inout FindingCollector, _ input: Endpoint.Input) {
    guard let body = input.answer else { return }
    let list = ListRules(requirement: .fileList, form: .cursor, noun: "files")
    guard let entries = list.entries(of: body, limit: input.limit, in: input.response, &collector) else { return }
    for (position, entry) in entries.enumerated() {
      let pointer = JSONPointer(["data", String(position)])
      collector.judge(entry, of: "a file", members: members, for: .fileObject, at: pointer, in: input.response)
    }
  }
}
