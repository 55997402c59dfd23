import Contract
import Verdicts
import Wire

/// The servers of the field, each with everything that is kept of it.
package struct FieldSite: Sendable {
  struct Server: Sendable {
    /// Its name as part of an address.
    var slug: String
    /// From the earliest.
    var records: [FieldRecord]

    /// What the table shows: the newest run. What was only imitated, or could not be started, counts where there is none.
    var current: FieldRecord {
      records.last { $0.origin == .run && $0.notJudged == nil } ?? records.last { $0.origin == .persona }
        ?? records[records.count - 1]
    }
  }

  /// A client that any record speaks of.
  struct Client: Sendable {
    var name: String
    var title: String
  }

  let servers: [Server]
  /// In the order of the records.
  let clients: [Client]
  let tasks: [(task: String, title: String)]
  /// What the suite says of each requirement; those that records name and it does not know have their id alone.
  let requirements: [Report.Requirement]

  /// - Parameter known: the requirements of the suite.
  package init(_ records: [FieldRecord], known: [Requirement]) {
    var bySlug: [String: [FieldRecord]] = [:]
    for record in records { bySlug[Self.slug(record.server.name), default: []].append(record) }
    servers = bySlug.map { slug, records in
      Server(
        slug: slug,
        records: records.sorted { ($0.started, $0.server.version ?? "") < ($1.started, $1.server.version ?? "") })
    }.sorted { ($0.slug, $0.records.count) < ($1.slug, $1.records.count) }
    var clients: [Client] = []
    var tasks: [(task: String, title: String)] = []
    for client in servers.flatMap(\.current.clients) {
      if !clients.contains(where: { $0.name == client.name }) {
        clients.append(Client(name: client.name, title: client.title))
      }
      for task in client.tasks where !tasks.contains(where: { $0.task == task.task }) {
        tasks.append((task.task, task.title))
      }
    }
    (self.clients, self.tasks) = (clients, tasks)
    requirements = Self.requirements(servers.map(\.current), known)
  }

  private static func requirements(_ records: [FieldRecord], _ known: [Requirement]) -> [Report.Requirement] {
    var all = known.map { Report.Requirement($0, verdicts: []) }
    var ids = Set(all.map(\.id))
    for finding in records.flatMap(\.findings) where ids.insert(finding.requirement).inserted {
      all.append(
        Report.Requirement(
          id: finding.requirement, level: finding.level, kind: .wire, area: "unlisted",
          text: "Not in the suite of this site.", checks: VerdictCounts()))
    }
    return all
  }

  /// Small letters, digits and hyphens; a name with anything else has its digest in it, so that no two names meet.
  static func slug(_ name: String) -> String {
    var slug = ""
    var isPlain = name.utf8.count <= 60
    for byte in name.utf8.prefix(60) {
      switch byte {
      case 0x30...0x39, 0x61...0x7A: slug.unicodeScalars.append(UnicodeScalar(byte))
      case 0x41...0x5A: slug.unicodeScalars.append(UnicodeScalar(byte | 0x20))
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        if !slug.isEmpty, !slug.hasSuffix("-") { slug += "-" }
      default: isPlain = false
      }
    }
    if isPlain, !slug.isEmpty, !slug.hasSuffix("-") { return slug }
    return "\(slug.isEmpty ? "server" : slug)-\(SHA256.hexDigest(name.utf8).prefix(8))".replacing("--", with: "-")
  }
}

/// What changed between two records of a server, as far as both have seen it.
struct FieldChanges {
  /// Requirements that passed before and fail now.
  var broken: [String]
  /// Requirements that failed before and pass now.
  var mended: [String]
  /// What else was different, e.g. `suite 0.1.0 → 0.2.0`.
  var circumstances: [String] = []

  init(from old: FieldRecord, to new: FieldRecord) {
    let (was, isNow) = (Set(old.failures().map(\.requirement)), Set(new.failures().map(\.requirement)))
    let (passed, passes) = (Set(old.passed), Set(new.passed))
    broken = isNow.intersection(passed).sorted()
    mended = was.intersection(passes).sorted()
    func note(_ what: String, _ one: String?, _ other: String?) {
      if one != other { circumstances.append("\(what) \(one ?? "unknown") → \(other ?? "unknown")") }
    }
    note("version", old.server.version, new.server.version)
    note("engine", old.server.engineWords, new.server.engineWords)
    note("suite", old.suite?.version, new.suite?.version)
    if old.suite?.version == new.suite?.version, old.suite?.digest != new.suite?.digest {
      circumstances.append("another state of the suite")
    }
  }
}

extension FieldRecord.Server {
  var engineWords: String { engine ?? "itself" }
  var label: String { name + (version.map { " \($0)" } ?? "") }
}

extension FieldRecord {
  func client(_ name: String) -> Report.Client? { clients.first { $0.name == name } }
}
