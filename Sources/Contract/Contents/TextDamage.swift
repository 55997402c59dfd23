import Wire

/// What became of a text on the way, where only one text was possible.
///
/// Damage is what programs do to texts: one kind of character escaped, replaced or dropped, white space lost, a text
/// quoted once more. A text that differs in any other way is another text, and another text is the model's affair.
struct TextDamage: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    /// Characters that people see and models write every day.
    case visible
    /// White space at the ends, control characters, separators and marks that nobody sees: a model that is free to do
    /// so leaves them out as well.
    case odd
    /// Characters outside ASCII.
    case foreign
  }

  var kind: Kind
  /// Fit as the reason of a finding.
  var reason: Reason
  /// What was damaged and how, e.g. "& came back as &amp;".
  var sentence: String
  /// The first character that came to harm. The same program harms it in every text.
  var scalar: Unicode.Scalar?

  enum Reason: String, Sendable {
    case emptied, quoted, cut
    case markupEscaped = "markup-escaped"
    case markupUnescaped = "markup-unescaped"
    case escapesVisible = "escapes-visible"
    case escapesResolved = "escapes-resolved"
    case misread
    case endsTrimmed = "ends-trimmed"
    case lineEndsChanged = "line-ends-changed"
    case whiteSpaceChanged = "white-space-changed"
    case normalized
    case charactersChanged = "characters-changed"
  }

  /// Texts longer than this are compared by their ends only.
  private static let longest = 4096

  /// Nil where the texts are the same, or where `actual` is another text.
  static func between(_ expected: String, _ actual: String) -> TextDamage? {
    guard !expected.sameBytes(as: actual) else { return nil }
    if actual.isEmpty {
      return TextDamage(kind: expected.isBlank ? .odd : .visible, reason: .emptied, sentence: "the text was lost")
    }
    if expected.utf8.count > longest, expected.trimmed.sameBytes(as: actual.trimmed) {
      return TextDamage(kind: .odd, reason: .endsTrimmed, sentence: "white space at the ends of the text was changed")
    }
    guard expected.utf8.count <= longest, actual.utf8.count <= longest * 8 else { return cut(expected, actual) }
    return escaping(expected, actual) ?? whiteSpace(expected, actual) ?? characters(expected, actual)
      ?? cut(expected, actual)
  }

  /// The text was written, or read, once more than it should have been.
  private static func escaping(_ expected: String, _ actual: String) -> TextDamage? {
    let spots = Differences.first(expected, actual)
    func damage(_ kind: Kind, _ reason: Reason) -> TextDamage {
      TextDamage(kind: kind, reason: reason, sentence: spots.sentence, scalar: spots.scalar)
    }
    if Entities.resolved(actual).sameBytes(as: expected) { return damage(.visible, .markupEscaped) }
    if Entities.resolved(expected).sameBytes(as: actual) { return damage(.visible, .markupUnescaped) }
    if actual.sameBytes(as: JSON.string(expected).text()) {
      return TextDamage(kind: .visible, reason: .quoted, sentence: "the text came back in quotes, as JSON")
    }
    for resolved in [Escapes.resolved(actual), Escapes.resolved(actual, onlyCodes: true)]
    where resolved.sameBytes(as: expected) {
      return damage(.odd, .escapesVisible)
    }
    if Escapes.resolved(expected).sameBytes(as: actual) { return damage(.visible, .escapesResolved) }
    let misread = String(String.UnicodeScalarView(expected.utf8.map { Unicode.Scalar($0) }))
    if misread.sameBytes(as: actual) { return damage(.foreign, .misread) }
    return nil
  }

  /// Nothing but white space differs.
  private static func whiteSpace(_ expected: String, _ actual: String) -> TextDamage? {
    func without(_ text: String, _ isLeftOut: (Unicode.Scalar) -> Bool) -> [Unicode.Scalar] {
      text.unicodeScalars.filter { !isLeftOut($0) }
    }
    guard without(expected, \.properties.isWhitespace) == without(actual, \.properties.isWhitespace) else { return nil }
    let spots = Differences.first(expected, actual)
    func damage(_ kind: Kind, _ reason: Reason, saying sentence: String? = nil) -> TextDamage {
      TextDamage(kind: kind, reason: reason, sentence: sentence ?? spots.sentence, scalar: spots.scalar)
    }
    if expected.trimmed.sameBytes(as: actual.trimmed) {
      return damage(.odd, .endsTrimmed, saying: "white space at the ends of the text was changed")
    }
    let isCarriageReturn: (Unicode.Scalar) -> Bool = { $0 == "\r" }
    if without(expected, isCarriageReturn) == without(actual, isCarriageReturn) {
      return damage(.odd, .lineEndsChanged)
    }
    let isPlain = spots.scalar.map { [" ", "\n", "\t"].contains($0) } ?? true
    return damage(isPlain ? .visible : .odd, .whiteSpaceChanged)
  }

  /// Characters of one kind are damaged, and everything around them is whole.
  private static func characters(_ expected: String, _ actual: String) -> TextDamage? {
    // Swift compares texts by what they mean.
    if expected == actual {
      return TextDamage(
        kind: .odd, reason: .normalized, sentence: "combined characters were put together or taken apart")
    }
    for kind in CharacterKind.all {
      guard let change = kind.change(from: expected, to: actual), !isChosen(change) else { continue }
      return TextDamage(
        kind: kind.damage, reason: .charactersChanged, sentence: Differences.sentence(change.lost, change.found),
        scalar: change.lost.unicodeScalars.first(where: \.isUnseen) ?? change.lost.unicodeScalars.first)
    }
    return nil
  }

  /// Whether words stand where there were none: a model that writes "and" for "&".
  private static func isChosen(_ change: (lost: String, found: String)) -> Bool {
    guard let first = change.found.unicodeScalars.first(where: { $0 != " " }) else { return false }
    let isWord = first.properties.isAlphabetic && first.isASCII
    return isWord && !change.lost.unicodeScalars.contains { $0.properties.isAlphabetic }
  }

  /// The text ends where something special stands, or after so much that no model has stopped by itself.
  private static func cut(_ expected: String, _ actual: String) -> TextDamage? {
    guard expected.utf8.starts(with: actual.utf8) else { return nil }
    let next = expected.unicodeScalars.dropFirst(actual.unicodeScalars.count).first
    let last = actual.unicodeScalars.last
    let special = [next, last].compactMap { $0 }.first { $0.isUnseen }
    guard special != nil || actual.utf8.count >= longest else { return nil }
    return TextDamage(
      kind: special == nil ? .visible : .odd, reason: .cut,
      sentence: "cut at \(actual.utf8.count) of \(expected.utf8.count) bytes"
        + (special.map { ", at \(Differences.shown(String($0)))" } ?? ""),
      scalar: special)
  }
}

extension Unicode.Scalar {
  /// Control characters but line ends and tabs, separators, and marks without a shape of their own.
  var isUnseen: Bool {
    switch value {
    case 0x09, 0x0A, 0x20: false
    case ..<0x20, 0x7F...0xA0, 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF: true
    default: false
    }
  }
}
