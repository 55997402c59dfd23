import Wire

/// A skill as the server keeps it, with its versions, oldest first.
struct StoredSkill: Sendable {
  struct Version: Sendable {
    var id: String
    var name: String
    var description: String
    /// Unix seconds.
    var createdAt: Int

    func json(of skill: String) -> JSON {
      [
        "id": .string(id), "type": "skill_version", "skill_id": .string(skill), "name": .string(name),
        "description": .string(description), "created_at": .string(CivilTime(secondsSince1970: createdAt).timestamp),
      ]
    }
  }

  var id: String
  var displayName: String
  var source = "custom"
  var versions: [Version]

  var json: JSON {
    func time(_ version: Version?) -> JSON {
      .string(CivilTime(secondsSince1970: version?.createdAt ?? 0).timestamp)
    }
    return [
      "id": .string(id), "type": "skill", "display_name": .string(displayName),
      "latest_version_id": .string(versions.last?.id ?? ""), "source": ["type": .string(source)],
      "created_at": time(versions.first), "updated_at": time(versions.last),
    ]
  }

  /// What every server of the API has.
  static let spreadsheets = StoredSkill(
    id: "xlsx", displayName: "Spreadsheets", source: "anthropic",
    versions: [
      Version(id: "skver_01ReferenceXlsx", name: "xlsx", description: "Makes spreadsheets.", createdAt: 1_767_225_600)
    ])
}
