import Wire

extension Report {
  /// Members in the order of the format.
  package var json: JSON {
    JSON.object(members: [
      "format": .string(Report.format),
      "tool": tool.json,
      "suite": suite.json,
      "target": target.json,
      "run": run.json,
      "summary": summary.json,
      "clients": .array(clients.map(\.json)),
      "marks": marksJSON,
      "causes": .array(causes.map(\.json)),
      "requirements": .array(requirements.map(\.json)),
      "checks": .array(checks.map(\.json)),
      "exchanges": .array(exchanges.map(\.json)),
      "observations": .array(observations.map(\.json)),
      "cases": cases.map { .array($0.map(\.json)) },
      "expectations": expectations?.json,
    ])
  }

  /// Reads what `json` wrote; members it does not know are passed over. Throws `ReportFormatError`
  /// naming the member that is missing or has the wrong type.
  package init(json: JSON) throws(ReportFormatError) {
    let members = try MemberReader(json, at: "")
    let format = try members.string("format")
    guard [Report.format, Report.format1].contains(where: format.sameBytes) else {
      throw ReportFormatError(
        member: "format", expected: "'\(Report.format)' or '\(Report.format1)', the formats that this version reads")
    }
    tool = try members.part("tool", Tool.init(json:at:))
    suite = try members.part("suite", Suite.init(json:at:))
    target = try members.part("target", Target.init(json:at:))
    run = try members.part("run", Run.init(json:at:))
    summary = try members.part("summary", Summary.init(json:at:))
    clients = try members.list("clients", Client.init(json:at:))
    causes = try members.list(ifPresent: "causes", Cause.init(json:at:))
    requirements = try members.list("requirements", Requirement.init(json:at:))
    checks = try members.list("checks", Check.init(json:at:))
    exchanges = try members.list("exchanges", Exchange.init(json:at:))
    observations = try members.list("observations", Observation.init(json:at:))
    cases = try members.part(ifPresent: "cases") { (json, path) throws(ReportFormatError) in
      try CaseDigest.list(json, at: path)
    }
    expectations = try members.part(ifPresent: "expectations", Expectations.init(json:at:))
    if format.sameBytes(as: Report.format1) { convertFromFormat1() }
  }
}

extension Report.Tool {
  package var json: JSON { ["name": .string(name), "version": .string(version)] }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    name = try members.string("name")
    version = try members.string("version")
  }
}

extension Report.Suite {
  package var json: JSON {
    JSON.object(members: ["version": .string(version), "digest": .string(digest), "edition": edition.map(JSON.string)])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    version = try members.string("version")
    digest = try members.string("digest")
    edition = try members.string(ifPresent: "edition")
  }
}

extension Report.Observation {
  package var json: JSON {
    ["code": .string(code), "sentence": .string(sentence), "evidence": JSON.strings(evidence)]
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    code = try members.string("code")
    sentence = try members.string("sentence")
    evidence = try members.strings("evidence")
  }
}

extension Report.CaseDigest {
  package var json: JSON {
    JSON.object(members: ["id": .string(id), "digest": .string(digest), "position": position.map { JSON($0) }])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    id = try members.string("id")
    digest = try members.string("digest")
    position = try members.count(ifPresent: "position")
  }

  static func list(_ json: JSON, at path: String) throws(ReportFormatError) -> [Report.CaseDigest] {
    guard let elements = json.array else { throw ReportFormatError(member: path, expected: "a list") }
    var digests: [Report.CaseDigest] = []
    for (index, element) in elements.enumerated() { digests.append(try .init(json: element, at: "\(path)[\(index)]")) }
    return digests
  }
}
