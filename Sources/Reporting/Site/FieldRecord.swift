import Contract
import Verdicts

/// What is kept of a server's run: what works with which client, why not, and which requirements failed. A report without
/// its exchanges and checks, small enough to keep one for every version of every server.
package struct FieldRecord: Sendable, Equatable {
  package static let format = "dropin-field/1"
  /// Bytes of one sentence that are kept.
  private static let longest = 1000

  /// Where the answers came from.
  package enum Origin: String, Sendable, CaseIterable {
    /// The server itself.
    case run
    /// dropin's reference server in that server's manner: nothing that was seen of the server.
    case persona
  }

  package struct Server: Sendable, Equatable {
    package var name: String
    package var version: String?
    /// What writes the answers, e.g. `scripted backend`; nil: the server itself.
    package var engine: String?
    /// What is installed, e.g. a name and version of PyPI.
    package var package: String?
  }

  /// A requirement that did not pass.
  package struct Finding: Sendable, Equatable {
    package var requirement: String
    package var level: Level
    package var verdict: VerdictKind
    /// What the first failed check says.
    package var message: String?
  }

  package struct MarkState: Sendable, Equatable {
    package var title: String
    /// `earned`, `missed` or `undecided`.
    package var state: String
    package var reason: String?
  }

  package var server: Server
  package var origin = Origin.run
  /// RFC 3339, UTC.
  package var started: String
  package var tool: String
  package var suite: Report.Suite?
  package var model: String?
  package var requests = 0
  package var isComplete = true
  package var clients: [Report.Client] = []
  package var causes: [Report.Cause] = []
  package var findings: [Finding] = []
  /// Ids of the requirements that passed.
  package var passed: [String] = []
  package var marks: [MarkState] = []
  /// Requirements whose verdict changed between runs of the same server, with the verdicts.
  package var flipped: [String: String] = [:]
  /// The digest of the bundle with the evidence, as `dropin verify` prints it.
  package var bundle: String?
  /// Why there was no run; everything else is empty then.
  package var notJudged: String?

  package var day: String { String(started.prefix(10)) }

  /// Failures of one level, by requirement.
  func failures(_ level: Level? = nil) -> [Finding] {
    findings.filter { ($0.verdict == .fail || $0.verdict == .unexpectedPass) && (level == nil || $0.level == level) }
  }
}

extension FieldRecord {
  package init(_ report: Report) {
    let target = report.target
    server = Server(
      name: target.implementation?.name ?? target.baseURL, version: target.implementation?.version)
    // Only the server inside this program says so, and what it says of anybody else is an imitation.
    let isOwn = target.facts.contains { $0.name == "scripted" && $0.value == "supported" }
    origin = isOwn ? .persona : .run
    started = report.run.started
    tool = report.tool.version
    suite = report.suite
    model = target.model
    requests = report.run.requests
    isComplete = report.run.complete && report.run.limitWords.isEmpty
    let known = Set(report.causes.map(\.id))
    clients = report.clients.map { client in
      var client = client
      client.sentence = Excerpt.of(client.sentence, limit: Self.longest)
      for task in client.tasks.indices { client.tasks[task].causes.removeAll { !known.contains($0) } }
      return client
    }
    causes = report.causes.map { cause in
      var cause = cause
      cause.sentence = Excerpt.of(cause.sentence, limit: Self.longest)
      cause.user = cause.user.map { Excerpt.of($0, limit: Self.longest) }
      cause.author = cause.author.map { Excerpt.of($0, limit: Self.longest) }
      return cause
    }
    var messages: [String: String] = [:]
    for check in report.checks where check.verdict == .fail || check.verdict == .unexpectedPass {
      if messages[check.requirement] == nil { messages[check.requirement] = check.message ?? check.reason ?? "" }
    }
    let listed = Level.allCases.flatMap { level in report.listedRequirements.filter { $0.level == level } }
    passed = listed.filter { $0.verdict == .pass }.map(\.id)
    // Of what nobody asked for there is nothing to tell.
    findings = listed.filter { $0.verdict != .pass && !$0.checks.isEmpty }.map { requirement in
      Finding(
        requirement: requirement.id, level: requirement.level, verdict: requirement.verdict,
        message: messages[requirement.id].map { Excerpt.of($0, limit: 300) })
    }
    marks = report.marks.map { MarkState(title: $0.mark.title, state: $0.state.word, reason: $0.state.reason) }
  }
}
