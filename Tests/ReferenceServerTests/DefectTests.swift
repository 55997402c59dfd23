import Testing
import Wire

@testable import ReferenceServer

@Suite struct DefectTests {
  /// The servers a defect is looked at on: open, guarded, and one with a small window.
  static let settings: [Configuration] = [
    Subject.configuration(),
    Subject.configuration { $0.authentication = .required(["secret"]) },
    Subject.configuration { $0.setContextWindow(4096) },
  ]

  /// What a server does with every probe: delays, bytes and endings. Stops when `isEnough` says so.
  static func transcript(
    _ configuration: Configuration, until isEnough: (Int, String) -> Bool = { _, _ in false }
  ) throws -> [String] {
    let server = try MessagesServer(configuration)
    let other = ServerRequest(
      "POST", "/v1/messages", headers: [HeaderLine("x-api-key", "secret")], body: minimal().bytes())
    var lines: [String] = []
    var made: [String] = []
    for (index, probe) in Probes.all.enumerated() {
      if probe.overlaps || probe.afterDisconnect { _ = server.respond(to: other) }
      if probe.afterDisconnect { server.finished(clientLeft: true) }
      let request = Probes.filled(probe.request, made)
      let reply = server.respond(to: request)
      if let id = Probes.made(by: request, reply) { made.append(id) }
      let script = server.script(for: reply, to: request)
      server.finished()
      if probe.overlaps { server.finished() }
      // A client that asks for permission waits as long before it sends its body.
      let isAsking = probe.request.values(of: "expect").contains { $0.sameBytes(as: "100-continue") }
      let permission = isAsking ? "continue after \(server.hooks.continueDelay) " : ""
      let steps = script.steps.map {
        "+\($0.delay) \(String(decoding: $0.bytes, as: UTF8.self)) \($0.bytes.count)"
      }
      lines.append("\(permission)\(steps.joined()) \(script.ending)")
      if isEnough(index, lines[index]) { break }
    }
    return lines
  }

  static let sound: [[String]] = settings.map { (try? transcript($0)) ?? [] }

  @Test func theTranscriptIsTheSameEveryTime() throws {
    for (configuration, transcript) in zip(Self.settings, Self.sound) {
      #expect(transcript.count == Probes.all.count)
      #expect(try Self.transcript(configuration) == transcript)
    }
  }

  @Test(arguments: Defect.all.map(\.name)) func everyDefectShows(_ name: String) throws {
    let defect = try #require(Defect.all.first { $0.name == name })
    let setting = defect.needsAuthentication ? 1 : defect.requirement.hasPrefix("stop-context") ? 2 : 0
    var configuration = Self.settings[setting]
    configuration.defects = [name]
    var shows = false
    _ = try Self.transcript(configuration) { index, line in
      shows = line != Self.sound[setting][index]
      return shows
    }
    #expect(shows, "no probe sees \(name)")
  }

  @Test func theListIsSortedAndNamesAreUnique() {
    let names = Defect.all.map(\.name)
    #expect(names == names.sorted())
    #expect(Set(names).count == names.count)
    for defect in Defect.all {
      #expect(defect.summary.hasSuffix("."), "\(defect.name)")
      #expect(
        defect.name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
      )
      #expect(!defect.source.isEmpty)
    }
  }

  @Test func defectsBreakRequirementsOfTheRegistry() throws {
    let known = try Registry.requirements()
    #expect(known.count >= 399)
    for defect in Defect.all {
      #expect(known.contains(defect.requirement), "\(defect.name) breaks \(defect.requirement)")
    }
    let broken = Set(Defect.all.map(\.requirement))
    let skipped = known.filter { !broken.contains($0) }
    #expect(skipped == Self.withoutDefect)
  }

  /// Requirements no defect breaks yet, each for a reason.
  static let withoutDefect: [String] = []

  @Test func anUnknownDefectIsNamed() {
    #expect(throws: ConfigurationError.self) {
      try MessagesServer(Subject.configuration { $0.defects = ["nope"] })
    }
  }
}

@Suite struct DefectCatalogueTests {
  /// The list of defects as `docs/defects.md` has it.
  static var page: String {
    var page = """
      # Defects of the reference server

      Written from `Defect.all`; see [the reference server](reference-server.md) for what they are for.

      | defect | breaks | what it does | seen or ruled out in |
      |---|---|---|---|

      """
    for defect in Defect.all {
      let need = defect.needsAuthentication ? " Needs a server that demands a token." : ""
      page += "| `\(defect.name)` | `\(defect.requirement)` | \(defect.summary)\(need) | \(defect.source) |\n"
    }
    return page
  }

  @Test func theListIsWrittenDown() throws {
    let path = Registry.root + "/docs/defects.md"
    if Registry.isSet("DROPIN_WRITE_DOCS") { try Registry.write(Self.page, to: path) }
    #expect(try Registry.read(path) == Self.page, "set DROPIN_WRITE_DOCS=1 and run this test to write it")
  }
}
