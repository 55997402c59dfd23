import Contract
import Verdicts
import Wire

/// The files of `reports/field`; docs/site.md describes them.
extension FieldRecord {
  package var json: JSON {
    JSON.object(members: [
      "format": .string(Self.format), "server": server.json, "origin": .string(origin.rawValue),
      "not_judged": notJudged.map(JSON.string), "started": .string(started), "tool": .string(tool),
      "suite": suite?.json, "model": model.map(JSON.string), "requests": JSON(requests),
      "complete": .bool(isComplete), "bundle": bundle.map(JSON.string),
      "clients": .array(
        clients.map { client in
          [
            "name": .string(client.name), "title": .string(client.title), "verdict": .string(client.verdict.rawValue),
            "sentence": .string(client.sentence), "tasks": .array(client.tasks.map(\.json)),
          ]
        }),
      "causes": .array(causes.map(\.json)),
      "marks": .array(
        marks.map {
          JSON.object(members: [
            "title": .string($0.title), "state": .string($0.state), "reason": $0.reason.map(JSON.string),
          ])
        }),
      "findings": .array(
        findings.map {
          JSON.object(members: [
            "requirement": .string($0.requirement), "level": .string($0.level.rawValue),
            "verdict": .string($0.verdict.rawValue), "message": $0.message.map(JSON.string),
          ])
        }),
      "passed": .string(passed.joined(separator: " ")),
      "flipped": .object(
        JSONObject(flipped.sorted { $0.key < $1.key }.map { .init(key: $0.key, value: .string($0.value)) })),
    ])
  }

  /// Reads a record, or makes one of a whole report. Throws `ReportFormatError` naming the member that is wrong.
  package init(json: JSON) throws(ReportFormatError) {
    let members = try MemberReader(json, at: "")
    let format = try members.string("format")
    guard format == Self.format else {
      self = FieldRecord(try Report(json: json))
      return
    }
    server = try members.part("server", Server.init(json:at:))
    origin = try members.choice("origin")
    notJudged = try members.string(ifPresent: "not_judged")
    started = try members.string("started")
    guard Timestamp.isUTC(started) else {
      throw ReportFormatError(member: "started", expected: "a UTC time like 2026-11-02T08:00:00Z")
    }
    tool = try members.string("tool")
    suite = try members.part(ifPresent: "suite", Report.Suite.init(json:at:))
    model = try members.string(ifPresent: "model")
    requests = try members.count(ifPresent: "requests") ?? 0
    isComplete = try members.bool(ifPresent: "complete") ?? true
    bundle = try members.string(ifPresent: "bundle")
    clients = try members.list(ifPresent: "clients") { json, path throws(ReportFormatError) in
      let client = try MemberReader(json, at: path)
      return Report.Client(
        name: try client.string("name"), title: try client.string("title"), verdict: try client.choice("verdict"),
        sentence: try client.string("sentence"),
        tasks: try client.list(ifPresent: "tasks", Report.ClientTask.init(json:at:)))
    }
    causes = try members.list(ifPresent: "causes", Report.Cause.init(json:at:))
    marks = try members.list(ifPresent: "marks") { json, path throws(ReportFormatError) in
      let mark = try MemberReader(json, at: path)
      return MarkState(
        title: try mark.string("title"), state: try mark.string("state"), reason: try mark.string(ifPresent: "reason"))
    }
    findings = try members.list(ifPresent: "findings") { json, path throws(ReportFormatError) in
      let finding = try MemberReader(json, at: path)
      return Finding(
        requirement: try finding.string("requirement"), level: try finding.choice("level"),
        verdict: try finding.choice("verdict"), message: try finding.string(ifPresent: "message"))
    }
    passed = (try members.string(ifPresent: "passed") ?? "").split(separator: " ").map(String.init)
    for member in json["flipped"]?.object?.members ?? [] { flipped[member.key] = member.value.string ?? "" }
  }
}

extension FieldRecord.Server {
  fileprivate var json: JSON {
    JSON.object(members: [
      "name": .string(name), "version": version.map(JSON.string), "engine": engine.map(JSON.string),
      "package": package.map(JSON.string),
    ])
  }

  fileprivate init(json: JSON, at path: String) throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    name = try members.string("name")
    version = try members.string(ifPresent: "version")
    engine = try members.string(ifPresent: "engine")
    package = try members.string(ifPresent: "package")
  }
}
