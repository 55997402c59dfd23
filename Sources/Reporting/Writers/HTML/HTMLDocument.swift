import Wire

/// The frame of every page: one file, no network.
///
/// The policy in its head allows the one style and the one script that the page carries, by their digests,
/// and nothing else; so even text that slipped through the escaping could not run.
struct HTMLDocument {
  private let css: String
  private let script: String?
  private let policy: String
  private let head: String

  /// - Parameters:
  ///   - style: rules of these pages, added to those of the report.
  ///   - script: nil for pages without one.
  ///   - isListed: whether search engines may list the pages.
  init(style: String? = nil, script: String? = nil, isListed: Bool = false) {
    css = HTMLStyle.text + (style.map { "\n" + $0 } ?? "")
    self.script = script
    let parts = [
      "default-src 'none'", "style-src \(Self.source(css))", script.map { "script-src \(Self.source($0))" },
      "img-src data:", "base-uri 'none'", "form-action 'none'",
    ]
    policy = parts.compactMap { $0 }.joined(separator: "; ")
    head = isListed ? "" : "<meta name=\"robots\" content=\"noindex\">\n"
  }

  static func write(title: String, style: String? = nil, script: String? = nil, body: String) -> [UInt8] {
    HTMLDocument(style: style, script: script).page(title: title, body: body)
  }

  /// - Parameters:
  ///   - title: any text.
  ///   - links: finished HTML for the head.
  ///   - body: finished HTML.
  func page(title: String, links: String = "", body: String) -> [UInt8] {
    let page = """
      <!doctype html>
      <html lang="en" dir="ltr">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      \(head)<title>\(XMLText.attribute(Excerpt.of(title, limit: 200)))</title>
      <link rel="icon" href="data:,">
      \(links)<style>\(css)</style>
      </head>
      <body>
      \(body)\(script.map { "<script>\($0)</script>\n" } ?? "")</body>
      </html>

      """
    return Array(page.utf8)
  }

  private static func source(_ text: String) -> String {
    "'sha256-\(Base64.encode(SHA256.digest(text.utf8)))'"
  }
}
