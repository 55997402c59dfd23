/// A JSON number as it was written. `1`, `1.0` and `1e0` are equal in value and differ in text.
package struct JSONNumber: Sendable, Equatable {
  /// The number's text, verbatim.
  package let lexeme: String

  /// Trusts the caller that `lexeme` follows the JSON grammar.
  package init(lexeme: String) { self.lexeme = lexeme }
  package init(_ value: Int) { lexeme = String(value) }
  /// `value` must be finite: JSON has no other numbers. Others become `0`.
  package init(_ value: Double) {
    guard value.isFinite else { lexeme = "0"; return }
    lexeme = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value)).0" : "\(value)"
  }

  /// Whether the text has neither fraction nor exponent.
  package var isInteger: Bool { !lexeme.utf8.contains { $0 == 0x2E || $0 == 0x65 || $0 == 0x45 } }
  /// The value when the text is an integer that fits 64 bits.
  package var int: Int? { isInteger ? Int(lexeme) : nil }
  /// The nearest double; infinite when the text is out of range (`1e400`).
  package var double: Double { Double(lexeme) ?? 0 }

  package static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    if let a = left.int, let b = right.int { return a == b }
    return left.lexeme == right.lexeme || left.double == right.double
  }
}
