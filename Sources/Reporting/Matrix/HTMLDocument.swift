import Wire

/// The frame of pages beside the report: the report's own style, no network, no script.
enum HTMLDocument {
  /// - Parameters:
  ///   - title: any text.
  ///   - style: rules of this page, added to those of the report.
  ///   - body: finished HTML.
  static func write(title: String, style: String, body: String) -> [UInt8] {
    let css = HTMLStyle.text + "\n" + style
    let digest = Base64.encode(SHA256.digest(css.utf8))
    let policy = "default-src 'none'; style-src 'sha256-\(digest)'; img-src data:; base-uri 'none'; form-action 'none'"
    let page = """
      <!doctype html>
      <html lang="en" dir="ltr">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="\(policy)">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex">
      <title>\(XMLText.attribute(Excerpt.of(title, limit: 200)))</title>
      <link rel="icon" href="data:,">
      <style>\(css)</style>
      </head>
      <body>
      \(body)</body>
      </html>

      """
    return Array(page.utf8)
  }
}
