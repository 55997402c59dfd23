import Wire

/// What a client changes in a request that was refused in words it knows, before it asks again.
package struct Fallback: Sendable {
  /// Fields, list elements and blocks that it leaves out: `thinking`, `tools[name=Placeholder]`,
  /// `messages.*.content[type=thinking]`.
  package var remove: [ViewPath] = []
  /// Names that it leaves out of `anthropic-beta`.
  package var removedBetas: [String] = []
  /// Whether it moves what system messages between turns say into the user's turn before them.
  package var movesSystemIntoUser = false
  /// Tokens of a budget that it asks for in place of adaptive thinking; the limit on the reply grows by as much.
  package var thinkingBudget: Int?
  /// How it finds a smaller `max_tokens`, if that is what it does.
  package var limit: SmallerLimit?

  /// Where the new limit stands: behind the words of the refusal.
  package struct SmallerLimit: Sendable {
    /// How the numbers are written.
    package enum Form: Sendable {
      /// `: INPUT + LIMIT > CONTEXT`; the new limit is what the context leaves beside the input.
      case sum
      /// `: LIMIT > CEILING`; the new limit is the ceiling.
      case ceiling
    }
    package var form: Form
    /// Tokens that it keeps free besides.
    package var reserve: Int
    /// With less than this it gives up.
    package var minimum: Int
  }
}

extension Fallback {
  /// A body, its lists spliced, with all that is changed without reading the refusal.
  func applied(to json: JSON) -> JSON {
    var changed = json
    for path in remove { changed = changed.removing(path.segments[...]) ?? changed }
    if movesSystemIntoUser { changed = changed.withSystemMovedIntoUser }
    if let thinkingBudget, let limit = changed["max_tokens"]?.int,
      changed["thinking"]?["type"]?.string?.sameBytes(as: "adaptive") == true
    {
      changed["thinking"]?["type"] = "enabled"
      changed["thinking"]?["budget_tokens"] = JSON(thinkingBudget)
      changed["max_tokens"] = JSON(limit + thinkingBudget)
    }
    return changed
  }
}

extension Fallback {
  func applied(to headers: [HeaderField]) -> [HeaderField] {
    headers.map { field in
      guard !removedBetas.isEmpty, field.name.lowercased() == "anthropic-beta" else { return field }
      let kept = field.value.split(separator: ",").filter { beta in
        !removedBetas.contains { $0.utf8.elementsEqual(beta.utf8) }
      }
      return HeaderField(field.name, kept.joined(separator: ","))
    }
  }
}

extension ClientProfile.ErrorReaction {
  /// The request that the client sends when `template` was refused with this status and body; nil when it does not
  /// react, or when nothing in the request would change.
  package func afterFallback(_ template: RequestTemplate, status: Int, body: String) -> RequestTemplate? {
    guard let fallback, case .json(let written) = template.body, speaks(status: status, body: body) else { return nil }
    let json = written.withListsSpliced
    var changed = fallback.applied(to: json)
    if let limit = fallback.limit {
      guard let tokens = limit.tokens(after: words, in: body) else { return nil }
      changed["max_tokens"] = JSON(tokens)
    }
    var next = template
    next.headers = fallback.applied(to: template.headers)
    guard changed != json || next.headers != template.headers else { return nil }
    next.body = .json(changed)
    return next
  }

  /// Whether a refusal has one of the statuses, all of the words whatever their case, and the pattern.
  package func speaks(status: Int, body: String) -> Bool {
    guard statuses.isEmpty || statuses.contains(status) else { return false }
    let lower = body.lowercased()
    guard words.allSatisfy({ lower.utf8Contains($0.lowercased()) }) else { return false }
    guard let pattern else { return true }
    return Pattern.known(pattern, ignoringCase: true)?.isFound(in: body) ?? false
  }

  /// Whether any refusal will do.
  package var isAboutAnything: Bool { words.isEmpty && pattern == nil }
}

extension Fallback.SmallerLimit {
  /// Nil where the numbers are not written as the client reads them, or leave too little.
  func tokens(after words: [String], in body: String) -> Int? {
    for word in words {
      guard let range = body.firstRange(of: word) else { continue }
      guard let tokens = tokens(in: body[range.upperBound...]), tokens >= minimum else { return nil }
      return tokens
    }
    return nil
  }

  private func tokens(in rest: Substring) -> Int? {
    switch form {
    case .sum:
      guard let match = rest.prefixMatch(of: /: ([0-9]{1,15}) \+ ([0-9]{1,15}) > ([0-9]{1,15})(?![0-9])/),
        let input = Int(match.1), let context = Int(match.3)
      else { return nil }
      return context - input - reserve
    case .ceiling:
      guard let match = rest.prefixMatch(of: /: ([0-9]{1,15}) > ([0-9]{1,15})(?![0-9])/), let ceiling = Int(match.2)
      else { return nil }
      return ceiling - reserve
    }
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
        if !member.key.sameBytes(as: name) {
          kept.append(member.key, member.value)
        } else if let replaced {
          kept.append(name, replaced)
        }
      }
      return .object(kept)
    case .first(let key, let text):
      guard let array, rest.isEmpty else { return nil }
      return .array(array.filter { $0[key]?.string?.sameBytes(as: text) != true })
    case .index: return nil
    }
  }

  /// The same with the elements of literal lists where `$splice` puts them.
  var withListsSpliced: JSON {
    switch self {
    case .array(let elements):
      .array(
        elements.flatMap { element -> [JSON] in
          guard element.object?.count == 1, let list = element["$splice"]?.array else {
            return [element.withListsSpliced]
          }
          return list.map(\.withListsSpliced)
        })
    case .object(let object):
      .object(object.members.reduce(into: JSONObject()) { $0.append($1.key, $1.value.withListsSpliced) })
    case .null, .bool, .number, .string: self
    }
  }

  /// The same conversation with the text of each system message at the end of the turn before it.
  fileprivate var withSystemMovedIntoUser: JSON {
    guard let messages = self["messages"]?.array else { return self }
    var kept: [JSON] = []
    for message in messages {
      guard message["role"]?.string?.sameBytes(as: "system") == true, let last = kept.last?.asBlocks else {
        kept.append(message)
        continue
      }
      kept[kept.count - 1]["content"] = .array(last + (message.asBlocks ?? []))
    }
    var changed = self
    changed["messages"] = .array(kept)
    return changed
  }

  /// The content of a message as blocks; a generator stands for a text.
  private var asBlocks: [JSON]? {
    guard let content = self["content"] else { return nil }
    return content.array ?? [["type": "text", "text": content]]
  }
}
