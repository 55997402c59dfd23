/// The members of a JSON object in the order they were written, duplicates included.
public struct JSONObject: Sendable {
  public struct Member: Sendable {
    public var key: String
    public var value: JSON
    public init(key: String, value: JSON) {
      self.key = key
      self.value = value
    }
  }

  public private(set) var members: [Member]

  public init(_ members: [Member] = []) { self.members = members }

  public var keys: [String] { members.map(\.key) }
  public var isEmpty: Bool { members.isEmpty }
  public var count: Int { members.count }

  /// The last member of that name; setting replaces the last, appends, or (nil) removes all.
  public subscript(key: String) -> JSON? {
    get { members.last { $0.key.sameBytes(as: key) }?.value }
    set {
      guard let newValue else {
        members.removeAll { $0.key.sameBytes(as: key) }
        return
      }
      if let index = members.lastIndex(where: { $0.key.sameBytes(as: key) }) {
        members[index].value = newValue
      } else {
        members.append(Member(key: key, value: newValue))
      }
    }
  }

  /// Adds a member even when the key is already there.
  public mutating func append(_ key: String, _ value: JSON) {
    members.append(Member(key: key, value: value))
  }
}

extension JSONObject: Equatable {
  /// Member order does not matter; with duplicate keys, the last one counts as clients read it.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    let leftKeys = Set(left.members.map { Array($0.key.utf8) })
    let rightKeys = Set(right.members.map { Array($0.key.utf8) })
    guard leftKeys == rightKeys else { return false }
    return left.members.allSatisfy { left[$0.key] == right[$0.key] }
  }
}
