/// A strict reader of the HTML that reports use. Any `<` that begins none of the tags we write, any
/// unknown attribute and any tag that does not fit is a flaw.
struct HTMLStructure {
  struct Tag {
    var name: String
    var attributes: [(name: String, value: String)]
    func attribute(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
  }
  private(set) var tags: [Tag] = []
  private(set) var flaws: [String] = []
  /// What is between the tags.
  private(set) var text = ""
  /// The contents of `style` and `script`.
  private(set) var raw: [String: String] = [:]

  private static let void: Set<String> = ["meta", "link", "br", "input"]
  private static let attributes: Set<String> = [
    "aria-current", "aria-hidden", "aria-label", "aria-live", "autocomplete", "charset", "class", "colspan", "content",
    "data-area", "data-engine", "data-level", "data-verdict", "dir", "height", "hidden", "href", "http-equiv", "id",
    "lang", "name",
    "open", "rel", "role", "scope", "tabindex", "text-anchor", "title", "type", "value", "viewbox", "width", "x", "y",
  ]

  /// Addresses of other pages that links may lead to, besides those within the page.
  private let pages: Set<String>

  init(_ bytes: [UInt8], pages: Set<String> = []) {
    self.pages = pages
    // An accent upon a mark would hide the mark from `String`.
    guard let html = String(validating: bytes, as: UTF8.self)?.withoutAccents,
      html.hasPrefix("<!doctype html>\n")
    else {
      flaws = ["no doctype or no UTF-8"]
      return
    }
    var rest = html.dropFirst(16)
    var open: [String] = []
    while let start = rest.firstIndex(of: "<") {
      text += rest[..<start]
      rest = rest[start...]
      guard let match = rest.prefixMatch(of: /<(\/?)([a-z0-9]+)((?: [a-z-]+(?:="[^"<>\n]*")?)*)>/) else {
        flaws.append("no tag of ours: \(rest.prefix(60))")
        rest = rest.dropFirst()
        continue
      }
      rest = rest[match.range.upperBound...]
      let name = String(match.output.2)
      if !match.output.1.isEmpty {
        if open.popLast() != name { flaws.append("</\(name)> does not fit") }
        continue
      }
      add(name, match.output.3)
      if name == "style" || name == "script" {
        guard let end = rest.firstRange(of: "</\(name)>") else {
          flaws.append("open \(name)")
          return
        }
        raw[name] = String(rest[..<end.lowerBound])
        rest = rest[end.upperBound...]
      } else if !Self.void.contains(name) {
        open.append(name)
      }
    }
    text += rest
    if !open.isEmpty { flaws.append("left open: \(open)") }
    check()
  }

  private mutating func add(_ name: String, _ attributes: Substring) {
    var tag = Tag(name: name, attributes: [])
    for match in attributes.matches(of: #/ ([a-z-]+)(?:="([^"]*)")?/#) {
      let attribute = String(match.output.1)
      if !Self.attributes.contains(attribute) { flaws.append("attribute \(attribute) of \(name)") }
      tag.attributes.append((attribute, match.output.2.map(String.init) ?? ""))
    }
    tags.append(tag)
  }

  private mutating func check() {
    let ids = tags.compactMap { $0.attribute("id") }
    if Set(ids).count != ids.count { flaws.append("an id twice") }
    for tag in tags {
      guard let address = tag.attribute("href") else { continue }
      let isInside = address.hasPrefix("#") && ids.contains(String(address.dropFirst()))
      if pages.contains(address) { continue }
      let isOutside = tag.name == "a" && (address.hasPrefix("https://") || address.hasPrefix("http://"))
      if !isInside && !isOutside && address != "data:," { flaws.append("address \(address)") }
    }
    for entity in text.matches(of: /&([^;]{0,6};?)/)
    where !["amp;", "lt;", "gt;", "quot;", "#39;"].contains(String(entity.output.1)) {
      flaws.append("a bare & before \(entity.output.1)")
    }
  }
}

extension String {
  /// The text without combining accents, so that every `Character` is what a browser or shell sees.
  var withoutAccents: String { String(UnicodeScalarView(unicodeScalars.filter { $0 != "\u{301}" })) }
}
