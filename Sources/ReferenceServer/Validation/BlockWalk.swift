import Wire

/// A content block with where it stands.
struct PlacedBlock {
  var block: JSON
  /// `messages.0.content.1`
  var path: String
  /// The role of the message it is in.
  var role: String
  /// The type of the block around it; nil at the top level of a message.
  var parent: String?

  var type: String { block["type"]?.string ?? "" }
}

extension PlacedBlock {
  static func all(in body: JSON) -> [PlacedBlock] {
    var found: [PlacedBlock] = []
    func add(_ content: JSON?, path: String, role: String, parent: String?) {
      for (index, block) in (content?.array ?? []).enumerated() {
        let placed = PlacedBlock(block: block, path: "\(path).\(index)", role: role, parent: parent)
        found.append(placed)
        switch placed.type {
        case "tool_result", "search_result":
          add(block["content"], path: placed.path + ".content", role: role, parent: placed.type)
        case "document":
          add(block["source"]?["content"], path: placed.path + ".source.content", role: role, parent: placed.type)
        default: break
        }
      }
    }
    for (index, message) in (body["messages"]?.array ?? []).enumerated() {
      add(
        message["content"], path: "messages.\(index).content", role: message["role"]?.string ?? "", parent: nil)
    }
    return found
  }
}
