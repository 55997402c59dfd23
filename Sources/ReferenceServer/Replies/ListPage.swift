import Wire

/// The pages of a list, newest entries first.
struct ListPage {
  /// What an entry is, for messages.
  var noun: String
  var entries: [(id: String, json: JSON)]

  /// One page: after `after_id`, before `before_id`, at most `limit` (1 to 1000, 20 by default).
  func byIDs(_ query: String) throws(APIError) -> JSON {
    let limit = try limit(query)
    var start = 0
    var end = entries.count
    for (name, value) in query.queryItems {
      switch name {
      case "after_id": start = try position(of: value, named: name) + 1
      case "before_id": end = try position(of: value, named: name)
      default: break
      }
    }
    let candidates = start < end ? entries[start..<end] : []
    // Paging backwards takes the page that ends right before the named entry.
    let takesLast = end < entries.count && start == 0
    let page = takesLast ? candidates.suffix(limit) : candidates.prefix(limit)
    return [
      "data": .array(page.map(\.json)), "has_more": .bool(candidates.count > limit),
      "first_id": page.first.map { .string($0.id) } ?? JSON.null,
      "last_id": page.last.map { .string($0.id) } ?? JSON.null,
    ]
  }

  private static let cursorPrefix = "page_"

  /// One page: from the word of the page before on, at most `limit`.
  func byCursor(_ query: String) throws(APIError) -> JSON {
    let limit = try limit(query)
    var start = 0
    if let (name, value) = query.queryItems.first(where: { $0.name == "page" && !$0.value.isEmpty }) {
      guard value.hasPrefix(Self.cursorPrefix) else { throw .invalid(name, "this is no page of the list") }
      start = try position(of: String(value.dropFirst(Self.cursorPrefix.count)), named: name) + 1
    }
    let page = entries[start...].prefix(limit)
    let hasMore = start + page.count < entries.count
    return [
      "data": .array(page.map(\.json)),
      "next_page": hasMore ? page.last.map { .string(Self.cursorPrefix + $0.id) } ?? JSON.null : .null,
    ]
  }

  private func limit(_ query: String) throws(APIError) -> Int {
    guard let text = query.queryItems.last(where: { $0.name == "limit" })?.value else { return 20 }
    guard let number = Int(text), (1...1000).contains(number) else {
      throw .invalid("limit", "Input should be a whole number from 1 to 1000")
    }
    return number
  }

  private func position(of id: String, named name: String) throws(APIError) -> Int {
    guard let index = entries.firstIndex(where: { $0.id.sameBytes(as: id) }) else {
      throw .invalid(name, "no \(noun) has the id '\(id)'")
    }
    return index
  }
}
