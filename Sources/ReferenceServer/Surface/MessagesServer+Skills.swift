import Contract
import Wire

extension MessagesServer {
  /// Answers the endpoints of skills; nil for every other.
  func answerSkills(_ endpoint: Endpoint, _ id: String, _ context: DefectContext) throws(APIError) -> ServerReply? {
    let query = context.request.query
    let ids = id.split(separator: "/").map(String.init)
    let own = ids.first ?? ""
    switch endpoint {
    case .skillCreate:
      let form = try Multipart(context.request)
      let version = try version(of: form, context)
      let skill = StoredSkill(
        id: context.ids.make("skill_"), displayName: form["display_name"]?.body.text ?? version.name,
        versions: [version])
      state.with { $0.keep(skill) }
      return object(skill.json, context)
    case .skillList:
      let source = query.queryItems.first { $0.name == "source" }?.value
      let skills = state.with { $0.skills }.reversed().filter { source == nil || source == $0.source }
      return object(
        try ListPage(noun: "skill", entries: skills.map { (id: $0.id, json: $0.json) }).byCursor(query), context)
    case .skill: return object(try changed(own) { _ in }.json, context)
    case .skillDelete:
      _ = try changed(own) { _ in }
      state.with { memory in memory.skills.removeAll { $0.id.sameBytes(as: own) } }
      return object(["id": .string(own), "type": "skill_deleted"], context)
    case .skillVersionCreate:
      let version = try version(of: Multipart(context.request), context)
      guard try changed(own, { _ in }).versions.allSatisfy({ $0.name.sameBytes(as: version.name) }) else {
        throw .invalid("files", "the name in SKILL.md has to stay what it was")
      }
      _ = try changed(own) { $0.versions.append(version) }
      return object(version.json(of: own), context)
    case .skillVersions:
      let versions = try changed(own) { _ in }.versions.reversed()
      let entries = versions.map { (id: $0.id, json: $0.json(of: own)) }
      return object(try ListPage(noun: "version", entries: entries).byCursor(query), context)
    case .skillVersion: return object(try version(ids).json(of: own), context)
    case .skillVersionDelete:
      let version = try version(ids)
      guard try changed(own, { _ in }).versions.count > 1 else {
        throw .invalid("a skill has at least one version; delete the skill instead")
      }
      _ = try changed(own) { $0.versions.removeAll { $0.id.sameBytes(as: version.id) } }
      return object(["id": .string(version.id), "type": "skill_version_deleted"], context)
    default: return nil
    }
  }

  /// What SKILL.md says of itself between its two lines of dashes.
  private func version(of form: Multipart, _ context: DefectContext) throws(APIError) -> StoredSkill.Version {
    let files = form.parts.filter { $0.filename != nil }
    guard let file = files.first(where: { $0.filename?.hasSuffix("SKILL.md") == true }) else {
      throw .invalid("files", "a SKILL.md is required at the top of the folder")
    }
    func value(_ key: String) -> String? {
      let line = file.body.text.split(separator: "\n").first { $0.hasPrefix("\(key):") }
      return line.map { String($0.dropFirst(key.utf8.count + 1).drop { $0 == " " }) }
    }
    guard let name = value("name"), !name.isEmpty, let description = value("description"), !description.isEmpty else {
      throw .invalid("files", "SKILL.md has to begin with its name and description")
    }
    return StoredSkill.Version(
      id: context.ids.make("skver_"), name: name, description: description, createdAt: configuration.clock())
  }

  private func version(_ ids: [String]) throws(APIError) -> StoredSkill.Version {
    let skill = try changed(ids.first ?? "") { _ in }
    guard let version = skill.versions.first(where: { $0.id.sameBytes(as: ids.last ?? "") }) else {
      throw .notFound("the skill \(skill.id) has no version '\(ids.last ?? "")'")
    }
    return version
  }

  private func changed(_ id: String, _ change: (inout StoredSkill) -> Void) throws(APIError) -> StoredSkill {
    let found = state.with { memory -> StoredSkill? in
      guard let index = memory.skills.firstIndex(where: { $0.id.sameBytes(as: id) }) else { return nil }
      change(&memory.skills[index])
      return memory.skills[index]
    }
    guard let found else { throw .notFound("no skill has the id '\(id)'") }
    return found
  }
}
