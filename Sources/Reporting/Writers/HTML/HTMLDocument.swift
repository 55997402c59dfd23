import Wire

/// The frame of every page: one file, no network.
///
/// The policy in its head allows the one style and the one script that the page carries, by their digests,
/// and nothing else; so even text that slipped through the escaping could not run.
enum HTMLDocument {
  /// - Parameters:
  ///   - title: any text.
  ///   - style: rules of this page, added to those of the report.
  ///   - script: nil for a page without one.
  ///   - body: finished HTML.
  static func write(title: String, style: String? = nil, script: String? = nil, body: String) -> [UInt8] {
    let css = HTMLStyle.text + (style.map { "\n" + $0 } ?? "")
    let policy = [
      "default-src 'none'", "style-src \(source(css))", script.map { "script-src \(source($0))" },
      "img-src data:", "base-uri 'none'", "form-action 'none'",
    ]
    let page = """
      <!doctype html>
      <html lang="en" dir="ltr">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy.compactMap { $0 }.joined(separator: "; "))">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex">
      <title>\(XMLText.attribute(Excerpt.of(title, limit: 200)))</title>
      <link rel="icon" href="data:,">
      <style>\(css)</style>
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
