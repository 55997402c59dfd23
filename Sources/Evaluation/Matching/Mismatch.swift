import Wire

/// Where a value is not what a matcher wants.
public struct Mismatch: Sendable, Equatable {
  /// Static code: `missing`, `present`, `wrong-type`, `wrong-value`, `wrong-length`, `not-json`.
  public var reason: String
  public var pointer: JSONPointer
  public var expected: String
  public var actual: String

  init(_ reason: String, at pointer: JSONPointer, expected: String, actual: JSON?) {
    self.reason = reason
    self.pointer = pointer
    self.expected = expected
    self.actual = actual.map(shown) ?? "nothing"
  }
}

/// A value as text, short enough for a line of a report.
package func shown(_ value: JSON) -> String { shortened(value.text()) }

/// At most 240 characters, with a mark where something was cut.
package func shortened(_ text: String) -> String {
  guard text.unicodeScalars.count > 240 else { return text }
  var cut = String.UnicodeScalarView()
  cut.append(contentsOf: text.unicodeScalars.prefix(220))
  return String(cut) + "… (\(text.utf8.count) bytes)"
}
