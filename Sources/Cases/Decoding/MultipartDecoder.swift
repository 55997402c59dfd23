import Wire

/// Reads the parts of a form with files into the bytes that go out, so that the same case sends the same bytes each time.
struct MultipartDecoder {
  let log: DiagnosticLog

  /// Between the parts; no case has it in a part.
  static let boundary = "dropin-part-3f0c9a71"
  static let contentType = HeaderField("content-type", "multipart/form-data; boundary=\(boundary)")

  func body(of parts: [MapReader]) -> RequestBody {
    guard parts.contains(where: { $0["base64"] != nil }) else {
      let pieces: [JSON] = parts.flatMap { part -> [JSON] in
        [.string(head(of: part)), .string(part.string("text") ?? ""), "\r\n"]
      }
      return .text(pieces + [.string(end)])
    }
    var bytes: [UInt8] = []
    for part in parts {
      if let stray = part.yaml.variableUses.first {
        log.report(
          Diagnostic(
            code: "bad-part", "a form with base64 in it cannot have variables", at: stray.place,
            hint: "write ${\(stray.name)} in a form of texts"))
      }
      bytes += Array(head(of: part).utf8)
      bytes += Array((part.string("text") ?? "").utf8)
      if let text = part.string("base64") {
        let decoded = Base64.decode(text)
        if decoded == nil { part.report("bad-base64", "not base64", at: part.place(of: "base64")) }
        bytes += decoded ?? []
      }
      bytes += Array("\r\n".utf8)
    }
    return .bytes(bytes + Array(end.utf8))
  }

  private var end: String { "--\(Self.boundary)--\r\n" }

  private func head(of part: MapReader) -> String {
    if part["text"] != nil, part["base64"] != nil {
      part.report("bad-part", "a part has either text or base64", at: part.place(of: "base64"))
    }
    var head = "--\(Self.boundary)\r\ncontent-disposition: form-data; name=\"\(quoted(part, "name"))\""
    if part["filename"] != nil { head += "; filename=\"\(quoted(part, "filename"))\"" }
    if let type = part.string("content_type") { head += "\r\ncontent-type: \(type)" }
    return head + "\r\n\r\n"
  }

  /// As browsers write them.
  private func quoted(_ part: MapReader, _ key: String) -> String {
    (part.string(key) ?? "").replacing("\"", with: "%22").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }
}
