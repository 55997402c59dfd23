/// What is new, for readers of feeds (Atom, RFC 4287).
struct SiteFeed {
  private static let shown = 50
  private static let idsShown = 20

  let site: FieldSite
  /// Where the site stands, with a slash at its end; empty where nobody said.
  let address: String

  var file: SiteFile {
    var entries = site.servers.flatMap { server in server.records.indices.map { (server: server, place: $0) } }
      .sorted {
        ($1.server.records[$1.place].started, $0.server.slug) < ($0.server.records[$0.place].started, $1.server.slug)
      }
    entries.removeLast(max(0, entries.count - Self.shown))
    let updated = entries.first.map { $0.server.records[$0.place].started } ?? "1970-01-01T00:00:00Z"
    var xml = """
      <?xml version="1.0" encoding="UTF-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom">
      <title>dropin: servers for the Anthropic Messages API</title>
      <id>\(address.isEmpty ? "urn:dropin:field" : XMLText.content(address))</id>
      <link rel="alternate" href="\(XMLText.attribute(address))index.html"/>
      <updated>\(XMLText.content(updated))</updated>
      <author><name>dropin</name></author>

      """
    for (server, place) in entries { xml += entry(server, place) }
    return SiteFile(path: "feed.xml", bytes: Array((xml + "</feed>\n").utf8))
  }

  private func entry(_ server: FieldSite.Server, _ place: Int) -> String {
    let record = server.records[place]
    let before = server.records[..<place].last { $0.notJudged == nil && $0.origin == record.origin }
    let link = "\(address)servers/\(server.slug).html"
    return """
      <entry>
      <title>\(XMLText.content(Excerpt.of("\(record.server.label): \(record.words)", limit: 200)))</title>
      <id>urn:dropin:field:\(server.slug):\(XMLText.content(record.started))</id>
      <link rel="alternate" href="\(XMLText.attribute(link))"/>
      <updated>\(XMLText.content(record.started))</updated>
      <content type="text">\(XMLText.content(text(record, before)))</content>
      </entry>

      """
  }

  private func text(_ record: FieldRecord, _ before: FieldRecord?) -> String {
    if let why = record.notJudged { return "Not judged: \(Excerpt.of(why, limit: 500))" }
    var lines = record.clients.prefix(20).map { "\(Excerpt.of($0.title, limit: 80)): \($0.verdict.rawValue)" }
    lines.append("\(record.failures(.must).count) MUST and \(record.failures(.should).count) SHOULD fail.")
    guard let before else { return lines.joined(separator: "\n") }
    let changes = FieldChanges(from: before, to: record)
    for (words, ids) in [("Broken since the record before", changes.broken), ("Mended", changes.mended)]
    where !ids.isEmpty {
      let more = ids.count > Self.idsShown ? " and \(ids.count - Self.idsShown) more" : ""
      lines.append(
        "\(words): \(ids.prefix(Self.idsShown).map { Excerpt.of($0, limit: 100) }.joined(separator: ", "))\(more)")
    }
    return lines.joined(separator: "\n")
  }
}

extension FieldRecord {
  /// `Claude Code breaks, 8 MUST broken`.
  fileprivate var words: String {
    if notJudged != nil { return "not judged" }
    let first = clients.first.map { "\(Excerpt.of($0.title, limit: 60)) \($0.verdict.rawValue), " } ?? ""
    return (origin == .persona ? "a persona, not measured: " : "") + "\(first)\(failures(.must).count) MUST broken"
  }
}
