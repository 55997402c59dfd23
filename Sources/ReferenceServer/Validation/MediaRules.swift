import Wire

extension ValidationRule {
  static let media = [
    ValidationRule("image.source") { input in
      APIError.first(in: input.placedBlocks) { placed in
        guard placed.type.sameBytes(as: "image"), let source = placed.block["source"] else { return nil }
        return imageFault(source, "\(placed.path).image.source")
      }
    },
    ValidationRule("document.source") { input in
      APIError.first(in: input.placedBlocks) { placed in
        guard placed.type.sameBytes(as: "document"), let source = placed.block["source"] else { return nil }
        return documentFault(source, "\(placed.path).document.source")
      }
    },
  ]

  private static func imageFault(_ source: JSON, _ path: String) -> APIError? {
    switch source["type"]?.string ?? "" {
    case "base64":
      let media = ["image/jpeg", "image/png", "image/gif", "image/webp"]
      guard let type = source["media_type"] else {
        return .invalid("\(path).base64.media_type", "Field required")
      }
      if let fault = APIError.unless(type, isOneOf: media, at: "\(path).base64.media_type") { return fault }
      guard let data = source["data"]?.string, !data.isEmpty, let bytes = Base64Text.decode(data) else {
        return .invalid("\(path).base64", "invalid base64 data")
      }
      guard let format = ImageSize.format(bytes) else {
        return .invalid("\(path).base64.data", "the data is not an image of a supported format")
      }
      guard type.says(format.rawValue) else {
        return .invalid(
          "\(path).base64.data",
          "the image was specified with media type \(type.string ?? "") but looks like \(format.rawValue)")
      }
      if let (width, height) = ImageSize.dimensions(bytes), width > 8000 || height > 8000 {
        return .invalid("\(path).base64.data", "at least one side of the image exceeds 8000 pixels")
      }
      return nil
    case "url": return urlFault(source, path)
    case "file": return .invalid("\(path).file_id", "files are not available on this server")
    case "": return .invalid("\(path).type", "Field required")
    case let tag: return .unknownTag(tag, expected: ["base64", "file", "url"], at: path)
    }
  }

  private static func urlFault(_ source: JSON, _ path: String) -> APIError? {
    guard let url = source["url"]?.string else { return .invalid("\(path).url", "Field required") }
    let isWeb = url.hasPrefix("http://") || url.hasPrefix("https://")
    return isWeb ? nil : .invalid("\(path).url", "only http and https URLs are supported")
  }

  private static func documentFault(_ source: JSON, _ path: String) -> APIError? {
    switch source["type"]?.string ?? "" {
    case "base64":
      if let fault = APIError.unless(
        source["media_type"] ?? .null, isOneOf: ["application/pdf"], at: "\(path).base64.media_type")
      {
        return fault
      }
      guard let data = source["data"]?.string, let bytes = Base64Text.decode(data), !bytes.isEmpty else {
        return .invalid("\(path).base64", "invalid base64 data")
      }
      return bytes.starts(with: "%PDF-".utf8) ? nil : .invalid("\(path).base64.data", "the data is not a PDF")
    case "text":
      if let fault = APIError.unless(
        source["media_type"] ?? .null, isOneOf: ["text/plain"], at: "\(path).text.media_type")
      {
        return fault
      }
      guard let data = source["data"]?.string else {
        return .invalid("\(path).text.data", "Input should be a valid string")
      }
      return data.isEmpty ? .invalid("\(path).text.data", "the document is empty") : nil
    case "content":
      let content = source["content"]
      return content?.string == nil && content?.array == nil
        ? .invalid("\(path).content.content", "Input should be a valid string or a list of content blocks")
        : nil
    case "url": return urlFault(source, path)
    case "file": return .invalid("\(path).file_id", "files are not available on this server")
    case "": return .invalid("\(path).type", "Field required")
    case let tag: return .unknownTag(tag, expected: ["base64", "content", "file", "text", "url"], at: path)
    }
  }
}
