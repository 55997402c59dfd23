import Wire

/// A file of the site.
package struct SiteFile: Sendable {
  /// Below the site's folder, with `/`.
  package var path: String
  package var bytes: [UInt8]
}

/// What all pages of the site have around them.
struct SiteFrame {
  private let document = HTMLDocument(
    style: VerdictTable.style + "\n" + SiteStyle.text, script: SiteScript.text, isListed: true)

  private static let places = [
    ("index.html", "Servers"), ("versions.html", "Versions"), ("requirements.html", "Requirements"),
    ("site.json", "JSON"), ("feed.xml", "Feed"),
  ]

  /// - Parameters:
  ///   - path: where the page is; links to others are relative, so that the site can stand anywhere.
  ///   - heading: finished HTML between the tags of `h1`.
  ///   - lead: finished HTML below it.
  func page(_ path: String, title: String, heading: String, lead: String, main: String) -> SiteFile {
    let root = path.contains("/") ? "../" : ""
    let links = Self.places.map { place, words in
      "<a href=\"\(root)\(place)\"\(place == path ? " aria-current=\"page\"" : "")>\(words)</a>"
    }
    let body = """
      <header>
      <p class="made">dropin: which server is a drop-in for the Anthropic Messages API?</p>
      <h1>\(heading)</h1>
      \(lead)<nav aria-label="site">\(links.joined(separator: "\n"))</nav>
      </header>
      <main>
      \(main)</main>
      <footer><p class="meta">Every cell was seen on the wire by dropin
      or says that it was not tested.</p></footer>

      """
    let feed = "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"changes\" href=\"\(root)feed.xml\">\n"
    return SiteFile(path: path, bytes: document.page(title: title, links: feed, body: body))
  }

  /// A link to a server's page from the root.
  static func link(_ server: FieldSite.Server, from root: String = "") -> String {
    "<a href=\"\(root)servers/\(server.slug).html\">\(HTMLText.excerpt(server.current.server.name, limit: 100))</a>"
  }

  /// Where the page of a requirement is.
  static func path(ofRequirement id: String) -> String {
    "requirements/\(HTMLText.anchor("r", id).dropFirst(2)).html"
  }

  static func link(requirement id: String, from root: String = "") -> String {
    "<a href=\"\(root)\(path(ofRequirement: id))\">\(HTMLText.code(id, limit: 120))</a>"
  }
}
