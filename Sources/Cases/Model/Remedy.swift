import Wire

/// What a client changes in a request that was refused in words it knows, before it asks again.
public struct Remedy: Sendable {
  /// Fields, list elements and blocks that it leaves out: `thinking`, `messages[role=system]`,
  /// `messages.*.content[type=thinking]`.
  public var remove: [ViewPath]
  /// How it finds a smaller `max_tokens`, if that is what it does.
  public var limit: SmallerLimit?

  /// The numbers follow the words of the refusal as `: INPUT + LIMIT > CONTEXT`; the new limit is what the
  /// context leaves beside the input.
  public struct SmallerLimit: Sendable {
    /// Tokens that it keeps free besides.
    public var margin: Int
    /// With less than this it gives up.
    public var least: Int
  }
}

extension ClientProfile.Wording {
  /// The request that the client sends when `template` was refused with this status and body; nil when it does not
  /// react, or when nothing in the request would change.
  public func remedied(_ template: RequestTemplate, status: Int, body: String) -> RequestTemplate? {
    guard let remedy, case .json(let json) = template.body, speaks(status: status, body: body) else { return nil }
    var changed = json
    for path in remedy.remove { changed = changed.removing(path.segments[...]) ?? changed }
    if let limit = remedy.limit {
      guard let tokens = limit.tokens(after: words, in: body) else { return nil }
      changed["max_tokens"] = JSON(tokens)
    }
    guard changed != json else { return nil }
    var next = template
    next.body = .json(changed)
    return next
  }

  /// Whether a refusal has one of the statuses and all of the words, whatever their case.
  public func speaks(status: Int, body: String) -> Bool {
    let body = body.lowercased()
    return (statuses.isEmpty || statuses.contains(status)) && words.allSatisfy { body.utf8Contains($0.lowercased()) }
  }
}

extension Remedy.SmallerLimit {
  /// Nil where the numbers are not written as the client reads them, or leave too little.
  func tokens(after words: [String], in body: String) -> Int? {
    for word in words {
      guard let range = body.firstRange(of: word) else { continue }
      guard let match = body[range.upperBound...].prefixMatch(of: /: ([0-9]{1,15}) \+ ([0-9]{1,15}) > ([0-9]{1,15})(?![0-9])/),
        let input = Int(match.1), let context = Int(match.3), context - input - margin >= least
      else { return nil }
      return context - input - margin
    }
    return nil
  }
}

extension JSON {
  /// Without what the path leads to, or nil when it leads nowhere. `*` stands for every element, `[key=value]` for all
  /// elements that have it.
  fileprivate func removing(_ path: ArraySlice<ViewPath.Segment>) -> JSON? {
    guard let segment = path.first else { return nil }
    let rest = path.dropFirst()
    switch segment {
    case .key("*"):
      guard let array else { return nil }
      return .array(array.map { $0.removing(rest) ?? $0 })
    case .key(let name):
      guard let object, let value = self[name] else { return nil }
      let replaced = rest.isEmpty ? nil : value.removing(rest)
      guard rest.isEmpty || replaced != nil else { return nil }
      var kept = JSONObject()
      for member in object.members {
        if !member.key.sameBytes(as: name) { kept.append(member.key, member.value) } else if let replaced { kept.append(name, replaced) }
      }
      return .object(kept)
    case .first(let key, let text):
      guard let array, rest.isEmpty else { return nil }
      return .array(array.filter { $0[key]?.string?.sameBytes(as: text) != true })
    case .index: return nil
    }
  }
}
