import Wire

/// Named values that a case can refer to as `${name}`: what the run provides and what steps captured.
package struct Bindings: Sendable {
  private var values: [String: JSON]

  package init(_ values: [String: JSON] = [:]) { self.values = values }

  package subscript(name: String) -> JSON? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// Names that every case can use: the model, the model as one path segment, the copy's number and its marker, and a
  /// word that no other run has.
  package static let provided = ["model", "model_path", "n", "marker", "nonce"]

  /// Binds what tells parallel copies of a request apart: the number, from 1, and words that nobody guesses from the
  /// number, nor from another copy's words.
  package mutating func bindCopy(_ number: Int) {
    let words = ["velvet otter", "copper lantern", "brisk walnut", "amber teapot", "quiet zeppelin", "rusty meadow"]
    self["n"] = .string(String(number))
    self["marker"] = .string(words[(number - 1) % words.count] + (number > words.count ? " \(number)" : ""))
  }
}

/// A variable that has no value when a request or an expectation needs it.
package struct UnboundVariable: Error, Sendable, Equatable, CustomStringConvertible {
  package var name: String
  package var description: String { "no value for ${\(name)}" }
}

/// Text with `${name}` in it. `$${` stands for a literal `${`.
package struct TemplateText {
  enum Part: Equatable {
    case text(String)
    case variable(String)
  }
  let parts: [Part]

  package init(_ source: String) {
    // Nearly all text has no variable; it is not taken apart.
    guard source.utf8.contains(UInt8(ascii: "$")) else {
      parts = [.text(source)]
      return
    }
    var parts: [Part] = []
    var text = ""
    var rest = source[...]
    while let dollar = rest.firstIndex(of: "$") {
      text += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$${") {
        text += "${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${"), let close = rest.firstIndex(of: "}") {
        if !text.isEmpty { parts.append(.text(text)) }
        text = ""
        parts.append(.variable(String(rest[rest.index(rest.startIndex, offsetBy: 2)..<close])))
        rest = rest[rest.index(after: close)...]
      } else {
        text.append("$")
        rest = rest.dropFirst()
      }
    }
    text += rest
    if !text.isEmpty || parts.isEmpty { parts.append(.text(text)) }
    self.parts = parts
  }

  /// The same for a path: a value is one segment of it, so its slashes and colons are percent-encoded.
  func fillPath(_ bindings: Bindings) throws(UnboundVariable) -> String {
    var output = ""
    for part in parts {
      switch part {
      case .text(let text): output += text
      case .variable(let name):
        guard let value = bindings[name] else { throw UnboundVariable(name: name) }
        let text = value.string ?? value.text()
        output += name == "model_path" ? text : text.pathSegment
      }
    }
    return output
  }

  package var variables: [String] {
    parts.compactMap { if case .variable(let name) = $0 { name } else { nil } }
  }

  /// A lone variable keeps its value's type; inside longer text it becomes text.
  package func fill(_ bindings: Bindings) throws(UnboundVariable) -> JSON {
    if parts.count == 1, case .variable(let name) = parts[0] {
      guard let value = bindings[name] else { throw UnboundVariable(name: name) }
      return value
    }
    return .string(try fillText(bindings))
  }

  package func fillText(_ bindings: Bindings) throws(UnboundVariable) -> String {
    var output = ""
    for part in parts {
      switch part {
      case .text(let text): output += text
      case .variable(let name):
        guard let value = bindings[name] else { throw UnboundVariable(name: name) }
        output += value.string ?? value.text()
      }
    }
    return output
  }
}
