import Wire

/// What the rules look at.
struct ValidationInput: Sendable {
  let body: JSON
  /// The body as it came when it was no object: null when it was no JSON, an empty text when there
  /// was none.
  let misfit: JSON?
  let version: APIVersion
  /// `count_tokens`: the same rules, without those about generating.
  let countsOnly: Bool
  let configuration: Configuration
  /// The conversation with neighbours of the same role merged.
  let conversation: Conversation
  /// Every content block of the messages, nested ones after their parents.
  let placedBlocks: [PlacedBlock]

  init(
    body: JSON, misfit: JSON? = nil, version: APIVersion, countsOnly: Bool, configuration: Configuration
  ) {
    self.body = body
    self.misfit = misfit
    self.version = version
    self.countsOnly = countsOnly
    self.configuration = configuration
    conversation = Conversation(body)
    placedBlocks = PlacedBlock.all(in: body)
  }

  /// The model the request names, if there is one, or what replaces it.
  var model: Model? {
    guard let id = body["model"]?.string else { return nil }
    return configuration.models.first { $0.id.sameBytes(as: id) }
      ?? (configuration.replacesUnknownModels ? configuration.models.first : nil)
  }

  /// A member that is there and not null.
  func field(_ name: String) -> JSON? { body.value(name) }
}

/// One rule about requests. The name is how a defect leaves it out.
struct ValidationRule: Sendable {
  var name: String
  /// The first violation, or nil.
  var check: @Sendable (ValidationInput) -> APIError?

  init(_ name: String, _ check: @escaping @Sendable (ValidationInput) -> APIError?) {
    self.name = name
    self.check = check
  }

  /// Every rule, in the order in which violations are reported. Threads come first: the remains
  /// of a thread would otherwise look like a broken conversation.
  static let all: [ValidationRule] =
    threads + model + tokens + messages + blocks + text + media + system + tools + toolChoice + thinking
    + stopping + sampling + outputs + caching + absentParts + known + pairing + placement + window
}

extension APIError {
  /// The error for a value outside a closed set of words.
  static func unless(_ value: JSON, isOneOf words: [String], at path: String) -> APIError? {
    guard let text = value.string else { return .invalid(path, "Input should be a valid string") }
    if words.contains(where: { $0.sameBytes(as: text) }) { return nil }
    return .invalid(path, "Input should be \(listed(words))")
  }

  /// `'a', 'b' or 'c'`
  private static func listed(_ words: [String]) -> String {
    let quoted = words.map { "'\($0)'" }
    guard quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " or " + quoted.last!
  }

  static func unknownTag(_ tag: String, expected: [String], at path: String) -> APIError {
    let shown = String(tag.unicodeScalars.prefix(60).map(Character.init))
    return .invalid(
      path,
      "Input tag '\(shown)' found using 'type' does not match any of the expected tags: "
        + expected.map { "'\($0)'" }.joined(separator: ", "))
  }

  /// The first error that `check` finds among `items`.
  static func first<Item>(in items: some Sequence<Item>, _ check: (Item) -> APIError?) -> APIError? {
    for item in items {
      if let error = check(item) { return error }
    }
    return nil
  }
}
