/// A JSON number as it was written. `1`, `1.0` and `1e0` are equal in value and differ in text.
public struct JSONNumber: Sendable, Equatable {
  /// The number's text, verbatim.
  public let lexeme: String

  /// Trusts the caller that `lexeme` follows the JSON grammar.
  package init(lexeme: String) { self.lexeme = lexeme }
  public init(_ value: Int) { lexeme = String(value) }
  /// `value` must be finite: JSON has no other numbers. Others become `0`.
  public init(_ value: Double) {
    guard value.isFinite else { lexeme = "0"; return }
    lexeme = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value)).0" : "\(value)"
  }

  /// Whether the text has neither fraction nor exponent.
  public var isInteger: Bool { !lexeme.utf8.contains { $0 == 0x2E || $0 == 0x65 || $0 == 0x45 } }
  /// The value when the text is an integer that fits 64 bits.
  public var int: Int? { isInteger ? Int(lexeme) : nil }
  /// The nearest double; infinite when the text is out of range (`1e400`).
  public var double: Double { Double(lexeme) ?? 0 }

  public static func == (left: JSONNumber, right: JSONNumber) -> Bool {
    if let a = left.int, let b = right.int { return a == b }
    return left.lexeme == right.lexeme || left.double == right.double
  }
}
