import Wire

/// The whole site as files: static, relative, without anything from elsewhere.
package struct SiteWriter: Sendable {
  let site: FieldSite
  let address: String

  /// - Parameter address: where the site will stand, for the feed; empty where nobody said.
  package init(_ site: FieldSite, address: String = "") {
    self.site = site
    self.address = address.isEmpty || address.hasSuffix("/") ? address : address + "/"
  }

  package var files: [SiteFile] {
    let frame = SiteFrame()
    let table = SiteTablePage(site: site, frame: frame)
    var files = site.clients.map { table.file($0) }
    if files.isEmpty { files = [table.file(nil)] }
    files.append(SiteVersionsPage(site: site, frame: frame).file)
    files += SiteRequirementPages(site: site, frame: frame).files
    for server in site.servers {
      files.append(SiteServerPage(server: server, frame: frame).file)
      files.append(SiteFile(path: "servers/\(server.slug).json", bytes: data(server)))
      if let words = server.current.badge {
        files.append(SiteFile(path: "servers/\(server.slug).svg", bytes: BadgeReportWriter().write(words)))
      }
    }
    return files + [SiteFeed(site: site, address: address).file, index]
  }

  /// Everything that is kept of a server.
  private func data(_ server: FieldSite.Server) -> [UInt8] {
    let json: JSON = ["server": .string(server.slug), "records": .array(server.records.map(\.json))]
    return json.bytes() + [0x0A]
  }

  /// The table, and where the rest is.
  private var index: SiteFile {
    let servers = site.servers.map { server -> JSON in
      let record = server.current
      return JSON.object(members: [
        "server": .string(server.slug), "name": .string(record.server.name),
        "version": record.server.version.map(JSON.string), "engine": .string(record.server.engineWords),
        "origin": .string(record.origin.rawValue), "not_judged": record.notJudged.map(JSON.string),
        "day": .string(record.day), "must_broken": JSON(record.failures(.must).count),
        "records": JSON(server.records.count), "data": .string("servers/\(server.slug).json"),
        "clients": .object(
          JSONObject(
            record.clients.map { client in
              .init(
                key: client.name,
                value: [
                  "verdict": .string(client.verdict.rawValue),
                  "tasks": .object(
                    JSONObject(client.tasks.map { .init(key: $0.task, value: .string($0.state.rawValue)) })),
                ])
            })),
      ])
    }
    let json: JSON = ["format": "dropin-site/1", "servers": .array(servers)]
    return SiteFile(path: "site.json", bytes: json.bytes() + [0x0A])
  }
}
