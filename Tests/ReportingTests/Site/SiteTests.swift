import Contract
import Testing
import Verdicts
import Wire

@testable import Reporting

/// The site of the field: what its pages say, and what they must not say.
@Suite struct SiteTests {
  static func record(
    _ name: String = "LM Studio", _ version: String = "0.3.30", day: Int = 2,
    change: (inout FieldRecord) -> Void = { _ in }
  ) -> FieldRecord {
    var report = sampleReport()
    report.target.implementation = .init(name: name, version: version)
    report.run.started = "2026-11-\(day < 10 ? "0" : "")\(day)T08:00:00Z"
    var record = FieldRecord(report)
    change(&record)
    return record
  }

  static func files(_ records: [FieldRecord]) -> [String: [UInt8]] {
    let known = [
      Requirement(id: "of-the-suite", level: .must, kind: .wire, area: "a", text: "A text.", sources: [], clients: [])
    ]
    let files = SiteWriter(FieldSite(records, known: known), address: "https://example.org/field").files
    #expect(Set(files.map(\.path)).count == files.count)
    return Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
  }

  static func text(_ files: [String: [UInt8]], _ path: String) throws -> String {
    String(decoding: try #require(files[path], "no \(path) among \(files.keys.sorted())"), as: UTF8.self)
  }

  @Test func aRecordSurvivesTheDisk() throws {
    let record = Self.record { record in
      record.bundle = "sha256:ab"
      record.flipped = ["a": "pass / fail"]
      record.server.engine = "scripted backend"
      record.server.package = "p==1"
      // The site needs less of a client than a report has.
      for index in record.clients.indices {
        record.clients[index].blocking = []
        record.clients[index].degraded = []
        record.clients[index].undecided = []
      }
    }
    #expect(try FieldRecord(json: JSONParser.parse(record.json.bytes()).root) == record)
    // A whole report becomes the same as what its format `field` says.
    let whole = try FieldRecord(json: sampleReport().json)
    #expect(whole.json.bytes() == FieldRecord(sampleReport()).json.bytes())
    var other = record.json
    other["started"] = "yesterday"
    #expect(throws: ReportFormatError.self) { try FieldRecord(json: other) }
  }

  @Test func everyPageIsWellFormedAndEveryLinkLeadsSomewhere() throws {
    let files = Self.files([Self.record(), Self.record("Other Server", "1", day: 3), Self.record(day: 1)])
    #expect(files.keys.filter { $0.hasPrefix("servers/") }.count == 6)
    for (path, bytes) in files where path.hasSuffix(".html") {
      let root = path.contains("/") ? "../" : ""
      var known = Set(files.keys.map { root + $0 })
      // Pages of servers name files beside them, and the table leads to their causes.
      for file in files.keys where file.hasPrefix("servers/") {
        if path.hasPrefix("servers/") { known.insert(String(file.dropFirst("servers/".count))) }
        for cause in ["c-gap", "c-no-type"] { known.insert("\(file)#\(cause)") }
      }
      #expect(HTMLStructure(bytes, pages: known).flaws == [], "\(path)")
    }
    let page = try Self.text(files, "servers/lm-studio.html")
    #expect(page.contains("id=\"c-gap\"") && page.contains("Use version 0.4 or newer."))
    #expect(page.contains("href=\"../requirements/stream-index-contiguous.html\""))
  }

  @Test func theTableIsOfOneClientEach() throws {
    let files = Self.files([Self.record()])
    let front = try Self.text(files, "index.html")
    #expect(front.contains("Which servers work with Claude Code") && front.contains(">breaks</a>"))
    #expect(front.contains("href=\"servers/lm-studio.html#c-gap\""))
    let curl = try Self.text(files, "client-curl.html")
    #expect(curl.contains("Which servers work with curl") && !curl.contains(">breaks</a>"))
  }

  /// What no run has seen is said of nobody.
  @Test func withoutTasksEverythingIsNotTested() throws {
    let bare = Self.record("Bare") { record in
      for index in record.clients.indices { record.clients[index].tasks = [] }
    }
    let front = try Self.text(Self.files([Self.record(), bare]), "index.html")
    let row = try #require(front.split(separator: "\n").first { $0.contains("id=\"s-bare\"") })
    #expect(row.matches(of: /not tested/).count == 3)
    #expect(row.matches(of: />works</).isEmpty)
    let page = try Self.text(Self.files([Self.record("No Clients") { $0.clients = [] }]), "servers/no-clients.html")
    #expect(page.contains("says nothing of any client: not tested"))
  }

  @Test func anImitationClaimsNothing() throws {
    var report = sampleReport()
    report.target.facts = [.init(name: "scripted", value: "supported")]
    let persona = FieldRecord(report)
    #expect(persona.origin == .persona && persona.badge == nil)
    let files = Self.files([persona])
    #expect(files["servers/lm-studio.svg"] == nil)
    let page = try Self.text(files, "servers/lm-studio.html")
    #expect(
      page.contains("Not measured.") && page.contains("Replace this in ten minutes") && !page.contains("id=\"marks\""))
    let front = try Self.text(files, "index.html")
    #expect(front.contains("persona, not measured") && front.contains("0 servers judged"))
    // A requirement's page counts only what was seen.
    let requirement = try Self.text(files, "requirements/stream-index-contiguous.html")
    #expect(requirement.contains("No server that was judged.") && requirement.contains("0 servers pass"))
    // A run takes its place, even an older one.
    let replaced = try Self.text(Self.files([persona, Self.record(day: 1)]), "servers/lm-studio.html")
    #expect(!replaced.contains("Not measured.") && replaced.contains("as a persona"))
  }

  @Test func whatDidNotStartIsSaid() throws {
    let failed = FieldRecord(
      server: .init(name: "Stuck", version: "2"), started: "2026-11-05T08:00:00Z", tool: "0.1.0",
      notJudged: "server ended with 1: <b>no</b>")
    let files = Self.files([failed, Self.record()])
    let front = try Self.text(files, "index.html")
    #expect(front.contains("not judged: server ended with 1: &lt;b&gt;no&lt;/b&gt;"))
    #expect(files["servers/stuck.svg"] == nil)
    #expect(try Self.text(files, "servers/stuck.html").contains("Not judged: server ended"))
    // An older version that was judged stays what the table shows.
    let older = try Self.text(Self.files([failed, Self.record("Stuck", "1", day: 1)]), "index.html")
    #expect(!older.contains("not judged:"))
  }

  @Test func aChangeIsOnlyWhatBothHaveSeen() throws {
    let old = Self.record("S", "1", day: 1) { record in
      record.passed = ["now-fails", "stays"]
      record.findings = [.init(requirement: "now-passes", level: .must, verdict: .fail)]
    }
    let new = Self.record("S", "2", day: 2) { record in
      record.passed = ["now-passes"]
      record.findings = ["now-fails", "was-not-judged"].map { .init(requirement: $0, level: .must, verdict: .fail) }
    }
    let changes = FieldChanges(from: old, to: new)
    #expect(changes.broken == ["now-fails"] && changes.mended == ["now-passes"])
    #expect(changes.circumstances == ["version 1 → 2"])
    let files = Self.files([new, old])
    let page = try Self.text(files, "servers/s.html")
    #expect(page.contains("1 broken") && page.contains("1 mended"))
    let feed = try Self.text(files, "feed.xml")
    #expect(try XMLWellFormed.parse(Array(feed.utf8)).count { $0.name == "entry" } == 2)
    #expect(feed.contains("Broken since the record before: now-fails"))
    #expect(feed.contains("href=\"https://example.org/field/servers/s.html\""))
  }

  @Test func namesBecomeAddresses() {
    #expect(
      FieldSite.slug("LM Studio") == "lm-studio" && FieldSite.slug("local-openai2anthropic") == "local-openai2anthropic"
    )
    for name in ["../../etc", "a/b", "", "…", "con\u{0}", "<script>", String(repeating: "x", count: 500)] {
      let slug = FieldSite.slug(name)
      #expect(slug.wholeMatch(of: /[a-z0-9-]{1,80}/) != nil, "\(slug)")
      #expect(slug.contains(/[0-9a-f]{8}$/))
    }
    #expect(FieldSite.slug("a/b") != FieldSite.slug("a:b"))
  }

  /// Records come from strangers; nothing in them is more than text.
  @Test func hostileRecordsStayText() throws {
    let files = Self.files([FieldRecord(hostileReport()), Self.record("Quiet"), try hostile()])
    for (path, bytes) in files {
      #expect(path.wholeMatch(of: /[a-z0-9\/._-]{1,140}/) != nil && !path.contains(".."), "\(path)")
      if path.hasSuffix(".html") {
        let structure = HTMLStructure(bytes, pages: [])
        #expect(structure.flaws.filter { !$0.hasPrefix("address ") } == [], "\(path)")
        let links = structure.tags.compactMap { $0.attribute("href") }
        let wellKnown =
          /(#|\.\.\/|servers\/|requirements\/|client-|[a-z0-9-]+\.(html|json|xml|svg)|https:\/\/|data:,).*/
        #expect(links.allSatisfy { $0.wholeMatch(of: wellKnown) != nil }, "\(path)")
        #expect(bytes.count < 300_000, "\(path): \(bytes.count)")
      }
    }
    #expect(throws: Never.self) { try XMLWellFormed.parse(try #require(files["feed.xml"])) }
  }

  private func hostile() throws -> FieldRecord {
    var record = FieldRecord(hostileReport())
    record.origin = .persona
    record.server.engine = Hostile.all
    record.server.package = Hostile.megabyte
    record.server.name = "/../" + Hostile.html
    record.bundle = Hostile.all
    record.flipped = [Hostile.all: Hostile.all]
    record.marks = [.init(title: Hostile.all, state: Hostile.all, reason: Hostile.megabyte)]
    return record
  }
}
