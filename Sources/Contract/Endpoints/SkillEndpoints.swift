import Verdicts
import Wire

extension RequirementID {
  static let skillList: Self = "skill-list"
  static let skillObject: Self = "skill-object"
  static let skillVersionObject: Self = "skill-version-object"
}

extension Endpoint {
  /// Skills: folders with a SKILL.md, in versions.
  static let skills: [Endpoint] = [
    .skillVersionCreate, .skillVersions, .skillVersion, .skillVersionDelete, .skillCreate, .skillList, .skill,
    .skillDelete,
  ]

  package static let skillCreate = skill("skill_create", "POST", "", SkillRules.judgeSkill)
  package static let skillList = skill("skills", "GET", "", SkillRules.judgeSkills)
  package static let skill = skill("skill", "GET", "/{id}", SkillRules.judgeSkill)
  package static let skillDelete = skill("skill_delete", "DELETE", "/{id}") { _, _ in }
  package static let skillVersionCreate = skill(
    "skill_version_create", "POST", "/{id}/versions", SkillRules.judgeVersion)
  package static let skillVersions = skill("skill_versions", "GET", "/{id}/versions", SkillRules.judgeVersions)
  package static let skillVersion = skill("skill_version", "GET", "/{id}/versions/{id}", SkillRules.judgeVersion)
  package static let skillVersionDelete = skill("skill_version_delete", "DELETE", "/{id}/versions/{id}") { _, _ in }

  private static func skill(
    _ name: String, _ method: String, _ path: String,
    _ judge: @escaping @Sendable (inout FindingCollector, Input) -> Void
  ) -> Endpoint {
    Endpoint(name, method: method, path: "/v1/skills\(path)", capability: "skills") { reading, input in
      guard input.exchange.request.method == method, input.isSuccess else { return }
      var collector = FindingCollector()
      judge(&collector, input)
      reading.findings += collector.findings
    }
  }
}

/// The API has called two members otherwise before its version 2026-10-21; either name will do.
enum SkillRules {
  private static let skill: [MemberRule] = [
    .text("id"), .fixed("type", "skill"), .time("created_at"), .time("updated_at"),
  ]
  private static let version: [MemberRule] = [
    .text("id"), .fixed("type", "skill_version"), .text("skill_id"), .text("name"), .text("description"),
    .time("created_at"),
  ]

  static func judgeSkill(_ collector: inout FindingCollector, _ input: Endpoint.Input) {
    guard let skill = input.answer else { return }
    judge(skill, at: JSONPointer(), in: input.response, &collector)
  }

  static func judgeSkills(_ collector: inout FindingCollector, _ input: Endpoint.Input) {
    guard let body = input.answer else { return }
    let list = ListRules(requirement: .skillList, form: .cursor, noun: "skills")
    guard let entries = list.entries(of: body, limit: input.limit, in: input.response, &collector) else { return }
    for (position, entry) in entries.enumerated() {
      judge(entry, at: JSONPointer(["data", String(position)]), in: input.response, &collector)
    }
  }

  static func judgeVersion(_ collector: inout FindingCollector, _ input: Endpoint.Input) {
    guard let body = input.answer else { return }
    collector.judge(
      body, of: "a version of a skill", members: version, for: .skillVersionObject, at: JSONPointer(),
      in: input.response)
  }

  static func judgeVersions(_ collector: inout FindingCollector, _ input: Endpoint.Input) {
    guard let body = input.answer else { return }
    let list = ListRules(requirement: .skillList, form: .cursor, noun: "versions")
    guard let entries = list.entries(of: body, limit: input.limit, in: input.response, &collector) else { return }
    for (position, entry) in entries.enumerated() {
      collector.judge(
        entry, of: "a version of a skill", members: version, for: .skillVersionObject,
        at: JSONPointer(["data", String(position)]), in: input.response)
    }
  }

  private static func judge(
    _ skill: JSON, at pointer: JSONPointer, in response: Response, _ collector: inout FindingCollector
  ) {
    guard collector.judge(skill, of: "a skill", members: Self.skill, for: .skillObject, at: pointer, in: response)
    else { return }
    for names in [["display_name", "display_title"], ["latest_version_id", "latest_version"]] {
      let value = names.firstResult { skill[$0] } ?? .null
      collector.require(
        value.string?.isEmpty == false || value.isNull && skill[names[1]] != nil,
        for: .skillObject, reason: "missing-field", "a skill has no \(names[0])", expected: "a non-empty string",
        actual: Excerpt.of(value), at: response.place(pointer.appending(names[0])))
    }
    let source = skill["source"]
    collector.require(
      source?["type"]?.string?.isEmpty == false || source?.string?.isEmpty == false, for: .skillObject,
      reason: source == nil ? "missing-field" : "wrong-type", "a skill does not say where it comes from",
      expected: "{\"type\":\"custom\"} or \"custom\"", actual: Excerpt.of(source ?? skill),
      at: response.place(pointer.appending("source")))
  }
}
