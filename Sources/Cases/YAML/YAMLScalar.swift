import Wire

/// A scalar's text, how it was written and what it means.
package struct YAMLScalar: Sendable {
  package enum Style: Sendable {
    /// Without quotes: may be null, a boolean or a number.
    case plain
    /// In single or double quotes, or a block (`|`, `>`): always a string.
    case quoted
  }

  package enum Resolved: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
  }

  /// The text after unescaping and folding.
  package let text: String
  package let style: Style
  package let resolved: Resolved

  /// Resolves a plain text by the schema; a quoted one is a string.
  package init(_ text: String, style: Style) {
    self.init(text, style: style, resolved: style == .plain ? Self.resolve(text) : .string(text))
  }

  init(_ text: String, style: Style, resolved: Resolved) {
    self.text = text
    self.style = style
    self.resolved = resolved
  }

  /// The core schema in JSON's spelling: `null`, `~` and nothing at all, `true`, `false`, numbers
  /// as JSON writes them. `yes`, `True`, `012`, `0x1F`, `.inf`, `1:30` and dates stay strings.
  static func resolve(_ text: String) -> Resolved {
    switch text {
    case "", "~", "null": .null
    case "true": .bool(true)
    case "false": .bool(false)
    default: isJSONNumber(text.utf8) ? .number(JSONNumber(lexeme: text)) : .string(text)
    }
  }

  /// The meaning under an explicit tag of the core schema; nil when the tag is another one or the
  /// text is not written as the tag asks.
  func tagged(_ tag: String) -> YAMLScalar? {
    let plain = Self.resolve(text)
    let resolved: Resolved? =
      switch (tag, plain) {
      case ("tag:yaml.org,2002:str", _): .string(text)
      case ("tag:yaml.org,2002:null", .null), ("tag:yaml.org,2002:bool", .bool): plain
      case ("tag:yaml.org,2002:int", .number(let number)): number.isInteger ? plain : nil
      case ("tag:yaml.org,2002:float", .number): plain
      default: nil
      }
    return resolved.map { YAMLScalar(text, style: style, resolved: $0) }
  }

  private static func isJSONNumber(_ text: String.UTF8View) -> Bool {
    var rest = text[...]
    func digits() -> Bool {
      let count = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
      rest = rest.dropFirst(count)
      return count > 0
    }
    func take(_ bytes: String) -> Bool {
      guard let next = rest.first, bytes.utf8.contains(next) else { return false }
      rest = rest.dropFirst()
      return true
    }
    _ = take("-")
    if !take("0"), !digits() { return false }
    if take("."), !digits() { return false }
    if take("eE") {
      _ = take("+-")
      if !digits() { return false }
    }
    return rest.isEmpty
  }
}
