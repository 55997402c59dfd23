import Cases

/// What has to hold before reports are the parts of one run.
struct MergeRules {
  let suite: Cases.Suite
  let parts: [ReportMerge.Part]
  let allowsAddresses: Bool

  /// Empty when they are.
  func problems() -> [String] {
    guard let first = parts.first else { return ["there is no report"] }
    var problems: [String] = []
    for part in parts {
      if part.report.run.shard == nil {
        problems.append("\(part.name) is not the report of a shard; run it with --shard")
      }
      if part.report.expectations != nil {
        problems.append(
          "\(part.name) was made with --expect; give --expect to the merge instead, where whole patterns are seen")
      }
    }
    guard problems.isEmpty else { return problems }
    for part in parts.dropFirst() { problems += differences(first, part) }
    if first.report.suite.digest != suite.digest {
      problems.append(
        "\(first.name) was made with another suite (\(first.report.suite.version)) than the one here (\(suite.version)); give its --specs"
      )
    }
    if let edition = first.report.suite.edition, let here = suite.edition, edition != here {
      problems.append("\(first.name) was made with edition \(edition), and this is \(here); give --edition \(edition)")
    }
    return problems.isEmpty ? overlaps() + gaps() : problems
  }

  private func differences(_ first: ReportMerge.Part, _ other: ReportMerge.Part) -> [String] {
    let (a, b) = (first.report, other.report)
    var problems: [String] = []
    func same(_ what: String, first one: String, other another: String) {
      if !one.utf8.elementsEqual(another.utf8) {
        problems.append("\(other.name) has another \(what) than \(first.name): \(another), not \(one)")
      }
    }
    same("tool", first: a.tool.version, other: b.tool.version)
    same("suite", first: "\(a.suite.version) \(a.suite.digest)", other: "\(b.suite.version) \(b.suite.digest)")
    same("edition", first: a.suite.edition ?? "none", other: b.suite.edition ?? "none")
    same("model", first: a.target.model, other: b.target.model)
    if !allowsAddresses {
      same("address (--different-addresses allows it)", first: a.target.baseURL, other: b.target.baseURL)
    }
    same("server", first: Self.server(a), other: Self.server(b))
    same("authentication", first: a.target.auth.mode.rawValue, other: b.target.auth.mode.rawValue)
    same("filter", first: a.run.filter ?? "none", other: b.run.filter ?? "none")
    same("profile", first: a.run.profile ?? "none", other: b.run.profile ?? "none")
    same("number of parts", first: String(a.run.shard?.of ?? 0), other: String(b.run.shard?.of ?? 0))
    if problems.isEmpty { same("plan", first: a.run.shard?.plan ?? "", other: b.run.shard?.plan ?? "") }
    return problems
  }

  private static func server(_ report: Report) -> String {
    report.target.implementation.map { "\($0.name) \($0.version ?? "")" } ?? "unnamed"
  }

  private func overlaps() -> [String] {
    var problems: [String] = []
    var byNumber: [Int: String] = [:]
    var byCase: [String: String] = [:]
    for part in parts {
      let number = part.report.run.shard?.number ?? 0
      if let other = byNumber[number] {
        problems.append("\(part.name) and \(other) are both part \(number)")
        continue
      }
      byNumber[number] = part.name
      for entry in part.report.cases ?? [] {
        if let other = byCase[entry.id] {
          problems.append("\(part.name) and \(other) both have the case \(entry.id)")
          break
        }
        byCase[entry.id] = part.name
      }
    }
    return problems
  }

  private func gaps() -> [String] {
    guard let shard = parts.first?.report.run.shard else { return [] }
    let present = Set(parts.compactMap { $0.report.run.shard?.number })
    let missing = (1...max(1, shard.of)).filter { !present.contains($0) }
    if !missing.isEmpty {
      let numbers = missing.prefix(20).map { "\($0)/\(shard.of)" }.joined(separator: ", ")
      return ["missing: \(numbers)\(missing.count > 20 ? " …" : "")"]
    }
    let count = Set(parts.flatMap { ($0.report.cases ?? []).map(\.id) }).count
    return count == shard.cases ? [] : ["the plan has \(shard.cases) cases, and the parts hold \(count)"]
  }
}
