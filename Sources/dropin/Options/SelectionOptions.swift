import DropinKit
import ArgumentParser

/// Which part of the suite.
struct SelectionOptions: ParsableArguments {
  @Option(
    name: .customLong("case"), help: "Only cases whose id or address matches this glob (repeatable).",
    completion: .cases)
  var cases: [String] = []
  @Option(help: "Only this area (repeatable).", completion: .areas) var area: [String] = []
  @Option(help: "Only cases that check this requirement (repeatable).", completion: .requirements) var requirement:
    [String] = []
  @Option(
    help: "Only cases that check a requirement of this level or above: must, should, may.", completion: .levels)
  var level: String = "may"
  @Option(
    help: "A named part of the suite: `quick` checks every MUST, `smoke` the most important ones.",
    completion: .profiles)
  var profile: String?
  @Option(
    help:
      "Run only what this client needs, e.g. claude-code. Its verdict is the gate unless --gate is given.",
    completion: .clients
  )
  var client: String?
  @Option(
    help:
      "Ask about groups of endpoints that only some servers have as well, e.g. batches,files: \(Self.surfaces).",
    completion: .list(Surface.allCases.map(\.rawValue)))
  var surface: String?
  @Option(help: "Run the whole suite with each of these header forms, e.g. none,x-api-key,bearer.")
  var replayAuth: String?

  @Option(help: "Run one part of the plan, e.g. 2/5; `dropin merge` combines the reports.") var shard: String?

  var part: Shard? { shard.flatMap { Shard($0) } }

  func validate() throws {
    if let shard, part == nil { throw ValidationError("--shard is a part like 2/5, not '\(shard)'") }
    guard Level(rawValue: level) != nil else { throw ValidationError("--level is must, should or may, not '\(level)'") }
    _ = try replayRows()
    _ = try chosenSurfaces()
  }

  private static let surfaces = Surface.allCases.map(\.rawValue).joined(separator: ", ")

  func chosenSurfaces() throws -> Set<Surface> {
    Set(
      try (surface ?? "").split(separator: ",").map { name in
        guard let surface = Surface(rawValue: String(name)) else {
          throw ValidationError("--surface names groups of endpoints, \(Self.surfaces), and not '\(name)'")
        }
        return surface
      })
  }

  /// Throws `UserError` for a profile that the suite does not have.
  func selection(in suite: Suite) throws -> Selection {
    if let profile, suite.profile(profile) == nil {
      let names = suite.profiles.map(\.name)
      let hint = Suggestions.nearest(to: profile, among: names).map { "; did you mean '\($0)'?" } ?? ""
      throw UserError(
        "unknown profile '\(profile)'; use one of \(names.joined(separator: ", "))\(hint)")
    }
    let clients = suite.clients.map(\.name)
    try check(client.map { [$0] } ?? [], option: "--client", noun: "client", candidates: clients) {
      clients.contains($0)
    }
    let addresses = suite.cases.map(\.address) + suite.cases.map(\.id)
    try check(cases, option: "--case", noun: "case", candidates: addresses) { glob in
      addresses.contains { Glob.matches($0, pattern: glob) }
    }
    let areas = Array(Set(suite.cases.map(\.area))).sorted()
    try check(area, option: "--area", noun: "area", candidates: areas) { areas.contains($0) }
    let requirements = suite.requirements.map(\.requirement.id)
    try check(requirement, option: "--requirement", noun: "requirement", candidates: requirements) {
      requirements.contains($0)
    }
    return Selection(
      cases: cases, areas: area, requirements: requirement, level: Level(rawValue: level) ?? .may, profile: profile,
      client: client, surfaces: try chosenSurfaces())
  }

  /// Throws `UserError` for the first name that selects nothing: what was meant would silently be left out.
  private func check(
    _ given: [String], option: String, noun: String, candidates: [String], _ isKnown: (String) -> Bool
  ) throws {
    guard let name = given.first(where: { !isKnown($0) }) else { return }
    let near =
      Suggestions.nearest(to: name, among: candidates).map { "did you mean '\($0)'?" }
      ?? (candidates.count <= 12 ? "one of \(candidates.joined(separator: ", "))" : nil)
    throw UserError("\(option) \(name): no such \(noun); \(near ?? "`dropin list` has them all")")
  }

  func replayRows() throws -> [AuthRow] {
    guard let replayAuth else { return [] }
    return try replayAuth.split(separator: ",").map { name in
      guard let row = AuthRow(rawValue: String(name)), row != .default else {
        let names = AuthRow.allCases.filter { $0 != .default }.map(\.rawValue)
        throw ValidationError("unknown header form '\(name)'; use one of \(names.joined(separator: ", "))")
      }
      return row
    }
  }
}
