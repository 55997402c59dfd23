import Cases
import Contract
import Planning
import Wire

/// The file `run.json` of an evidence directory.
extension RunDescription {
  package static let format = "dropin-evidence/2"

  /// Patterns of a selection, and letters of one, that are read. What a stranger wrote down more often would be looked for as
  /// often in every case.
  private static let mostTexts = 10_000
  private static let longestText = 1_000

  package var json: JSON {
    func list(_ texts: [String]) -> JSON { .array(texts.map { .string($0) }) }
    var known = JSONObject()
    for fact in facts.sorted { known.append(fact.name, .string(fact.value)) }
    var json: JSON = [
      "format": .string(Self.format), "tool": .string(tool),
      "suite": ["version": .string(suiteVersion), "digest": .string(suiteDigest)],
      "base_url": .string(baseURL), "model": .string(model), "default_auth": .string(defaultAuth.rawValue),
      "facts": .object(known), "auth_origin": .string(authOrigin),
      "selection": [
        "cases": list(selection.cases), "areas": list(selection.areas),
        "requirements": list(selection.requirements), "level": .string(selection.level.rawValue),
      ],
      "replay_auth": list(replayAuth.map(\.rawValue)), "started": .string(started),
    ]
    if let profile = selection.profile { json["selection"]?["profile"] = .string(profile) }
    if let client = selection.client { json["selection"]?["client"] = .string(client) }
    if !selection.surfaces.isEmpty {
      json["selection"]?["surfaces"] = list(selection.surfaces.sorted().map(\.rawValue))
    }
    if serverName != nil || serverVersion != nil {
      json["server"] = ["name": .string(serverName ?? ""), "version": .string(serverVersion ?? "")]
    }
    if isRecording { json["recording"] = .bool(true) }
    if let shard { json["shard"] = .string(shard.description) }
    return json
  }

  /// Reads what `json` wrote; throws `EvidenceError` naming what is wrong.
  package init(json: JSON) throws(EvidenceError) {
    func text(_ value: JSON?, _ name: String) throws(EvidenceError) -> String {
      guard let text = value?.string else { throw EvidenceError("run.json: '\(name)' is missing or not a string") }
      return text
    }
    func texts(_ value: JSON?) throws(EvidenceError) -> [String] {
      let texts = (value?.array ?? []).compactMap(\.string)
      guard texts.count <= Self.mostTexts, texts.allSatisfy({ $0.utf8.count <= Self.longestText }) else {
        throw EvidenceError("run.json: 'selection' holds more, or longer, words than any command line")
      }
      return texts
    }
    let format = try text(json["format"], "format")
    guard format == Self.format else {
      throw EvidenceError("run.json has the format '\(format)', and this tool reads \(Self.format)")
    }
    guard let usual = AuthRow(rawValue: try text(json["default_auth"], "default_auth")) else {
      throw EvidenceError("run.json: unknown default_auth")
    }
    var facts = TargetFacts()
    for member in json["facts"]?.object?.members ?? [] {
      if let fact = Condition.Fact(rawValue: member.key) { facts[fact] = member.value.string }
    }
    let selection = json["selection"]
    self.init(
      tool: try text(json["tool"], "tool"), suiteVersion: try text(json["suite"]?["version"], "suite.version"),
      suiteDigest: try text(json["suite"]?["digest"], "suite.digest"), baseURL: try text(json["base_url"], "base_url"),
      model: try text(json["model"], "model"), defaultAuth: usual, facts: facts,
      authOrigin: try text(json["auth_origin"], "auth_origin"),
      selection: Selection(
        cases: try texts(selection?["cases"]), areas: try texts(selection?["areas"]),
        requirements: try texts(selection?["requirements"]),
        level: Level(rawValue: selection?["level"]?.string ?? "") ?? .may,
        profile: selection?["profile"]?.string, client: selection?["client"]?.string,
        surfaces: Set(try texts(selection?["surfaces"]).compactMap(Surface.init))),
      replayAuth: try texts(json["replay_auth"]).compactMap(AuthRow.init(rawValue:)),
      started: try text(json["started"], "started"))
    if let given = json["shard"]?.string {
      guard let shard = Shard(given) else { throw EvidenceError("run.json: 'shard' is not of the form 2/5") }
      self.shard = shard
    }
    serverName = json["server"]?["name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    serverVersion = json["server"]?["version"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    isRecording = json["recording"]?.bool ?? false
  }
}

extension RunDescription {
  /// A word of this run alone: the digits of the moment at which it started.
  package var nonce: String { String(started.filter { $0.isASCII && $0.isNumber }) }
}
