/// The members of a JSON object in the order they were written, duplicates included.
package struct JSONObject: Sendable {
  package struct Member: Sendable {
    package var key: String
    package var value: JSON
    package init(key: String, value: JSON) {
      self.key = key
      self.value = value
    }
  }

  package private(set) var members: [Member]
  /// Where the last member of each name stands; only kept where there are so many that a search would take long.
  private var places: [Name: Int]?

  private static let fewest = 32

  /// A name by its bytes: Swift's own equality of texts is too kind.
  private struct Name: Hashable {
    var text: String
    static func == (left: Name, right: Name) -> Bool { left.text.sameBytes(as: right.text) }
    func hash(into hasher: inout Hasher) {
      var text = text
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  package init(_ members: [Member] = []) {
    self.members = members
    indexAll()
  }

  package var keys: [String] { members.map(\.key) }
  package var isEmpty: Bool { members.isEmpty }
  package var count: Int { members.count }

  /// The place of the last member of that name.
  func index(of key: String) -> Int? {
    if let places { return places[Name(text: key)] }
    return members.lastIndex { $0.key.sameBytes(as: key) }
  }

  private mutating func indexAll() {
    places = nil
    guard members.count > Self.fewest else { return }
    var places: [Name: Int] = [:]
    places.reserveCapacity(2 * members.count)
    for (index, member) in members.enumerated() { places[Name(text: member.key)] = index }
    self.places = places
  }

  /// The last member of that name; setting replaces the last, appends, or (nil) removes all.
  package subscript(key: String) -> JSON? {
    get { index(of: key).map { members[$0].value } }
    set {
      guard let newValue else {
        guard index(of: key) != nil else { return }
        members.removeAll { $0.key.sameBytes(as: key) }
        return indexAll()
      }
      if let index = index(of: key) {
        members[index].value = newValue
      } else {
        append(key, newValue)
      }
    }
  }

  /// Adds a member even when the key is already there.
  package mutating func append(_ key: String, _ value: JSON) {
    members.append(Member(key: key, value: value))
    if places != nil {
      places?[Name(text: key)] = members.count - 1
    } else if members.count > Self.fewest {
      indexAll()
    }
  }
}

extension JSONObject: Equatable {
  /// Member order does not matter; with duplicate keys, the last one counts as clients read it.
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    let leftKeys = Set(left.members.map { Array($0.key.utf8) })
    let rightKeys = Set(right.members.map { Array($0.key.utf8) })
    guard leftKeys == rightKeys else { return false }
    if left.places != nil || right.places != nil {
      let names = leftKeys.map { String(decoding: $0, as: UTF8.self) }
      return names.allSatisfy { left[$0] == right[$0] }
    }
    return left.members.allSatisfy { left[$0.key] == right[$0.key] }
  }
}
