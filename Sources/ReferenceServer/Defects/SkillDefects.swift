import Contract
import Wire

extension Defect {
  private static let sdk = "sdk: resources/skills/skills.py"

  /// Skills and their versions.
  static let skills: [Defect] = [
    onObject(
      .skillList, name: "skill-list-bare", breaks: "skill-list", "Lists skills without a word about further pages.",
      source: "sdk: pagination.py"
    ) { $0.remove("next_page") },
    refusing(
      .skillList, name: "skill-list-500", breaks: "skill-list", "Crashes when asked for its skills.", source: sdk,
      with: 500, saying: "no skill store"),
    refusing(
      .skillCreate, name: "skill-create-415", breaks: "skill-create", "Takes no form with the files of a skill.",
      source: sdk, with: 415, saying: "content-type: only application/json is taken"),
    onObject(
      .skillCreate, .skill, name: "skill-without-latest", breaks: "skill-object",
      "Does not say which version of a skill is the latest.", source: "sdk: types/skill.py"
    ) { $0.remove("latest_version_id") },
    onObject(
      .skillCreate, .skill, name: "skill-times-numbers", breaks: "skill-object",
      "Gives the times of a skill in seconds.",
      source: "sdk: types/skill.py"
    ) { $0["updated_at"] = 1_767_225_600 },
    onObject(
      .skillVersionCreate, .skillVersion, name: "skill-version-number", breaks: "skill-version-object",
      "Numbers the versions of a skill.", source: "sdk: types/skills/skill_version.py"
    ) { $0["id"] = 2 },
    onObject(
      .skill, name: "skill-other-id", breaks: "skill-retrieve", "Gives a skill another id each time.", source: sdk
    ) { $0["id"] = "skill_other" },
    onObject(
      .skill, name: "skill-latest-first", breaks: "skill-version-latest", "Goes on with the first version of a skill.",
      source: "sdk: types/skill.py"
    ) { $0["latest_version_id"] = "skver_first" },
    onObject(
      .skillVersionCreate, name: "skill-description-lost", breaks: "skill-version-content",
      "Does not read what SKILL.md says of itself.", source: "sdk: types/skills/skill_version.py"
    ) { $0["description"] = "A skill." },
    answering(
      .skillVersionDelete, name: "skill-version-kept", breaks: "skill-version-delete",
      "Says that a version of a skill is deleted and keeps it.", source: "sdk: types/skills/deleted_skill_version.py",
      with: ["id": "skver_any", "type": "skill_version_deleted"]),
    answering(
      .skillDelete, name: "skill-kept", breaks: "skill-delete", "Says that a skill is deleted and keeps it.",
      source: "sdk: types/deleted_skill.py", with: ["id": "skill_any", "type": "skill_deleted"]),
    ignoring(
      "source", of: .skillList, name: "skill-source-ignored", breaks: "skill-source",
      "Lists the skills of every source, whichever was asked for.", source: "sdk: types/skill_list_params.py"),
    ignoring(
      "page", of: .skillList, name: "skill-page-ignored", breaks: "skill-pages",
      "Shows the first page of skills again and again.", source: "sdk: pagination.py"),
    unknownCrashes(
      "skill-unknown-500", breaks: "skill-unknown", "Crashes when asked for a skill that is not there.", source: sdk,
      of: [.skill, .skillVersions]),
    Defect(
      "skill-without-md", breaks: "skill-without-instructions", "Takes a skill without SKILL.md.",
      source: "sdk: types/skill_create_params.py"
    ) {
      $0.intercept.append { context in
        guard case .endpoint(.skillCreate, _) = context.route, let form = try? Multipart(context.request),
          !form.parts.contains(where: { $0.filename?.hasSuffix("SKILL.md") == true })
        else { return nil }
        var skill = StoredSkill.spreadsheets
        skill.id = context.ids.make("skill_")
        return .reply(ServerReply(status: 200, json: skill.json))
      }
    },
  ]
}
