import Verdicts
import Wire

extension RequirementID {
  static let toolUseStringsWhole: Self = "tooluse-strings-whole"
  static let toolUseOddCharacters: Self = "tooluse-odd-characters"
  static let toolUseTypesKept: Self = "tooluse-types-kept"
  static let toolUseNumbersExact: Self = "tooluse-numbers-exact"
  static let toolUseEmptyKept: Self = "tooluse-empty-kept"
  static let toolUseNotationsWhole: Self = "tooluse-notations-whole"
  static let structuredValuesWhole: Self = "structured-values-whole"
}

/// Who owns damage of each kind.
struct FixedValueOwners: Sendable {
  var strings: RequirementID
  /// Of texts with the notation of calls or thoughts in them.
  var notations: RequirementID?
  var foreign: RequirementID?
  var odd: RequirementID?
  var types: RequirementID?
  var numbers: RequirementID?
  var empty: RequirementID?

  static func calls(isStream: Bool) -> FixedValueOwners {
    FixedValueOwners(
      strings: .toolUseStringsWhole, notations: .toolUseNotationsWhole,
      foreign: isStream ? .sseToolUnicodeFragments : .toolUseUnicodeArgs,
      odd: .toolUseOddCharacters, types: .toolUseTypesKept, numbers: .toolUseNumbersExact, empty: .toolUseEmptyKept)
  }

  /// Text of the model's own is what is held to the schema here.
  static let structured = FixedValueOwners(
    strings: .structuredValuesWhole, foreign: .structuredValuesWhole, odd: nil, types: .structuredValuesWhole,
    numbers: nil, empty: nil)
}

extension MessageRules {
  /// What the schema leaves one value for arrives as that value. Where some value is plainly another one nobody was
  /// held to the schema, and nothing can be said.
  ///
  /// - Returns: whether something was found to be damaged.
  mutating func judgeFixedValues(
    _ members: [(name: String, value: JSON)], in actual: JSON, owners: FixedValueOwners, at pointer: JSONPointer
  ) -> Bool {
    let comparison = ValueComparison(members, in: actual)
    guard !members.isEmpty, !comparison.isFree else { return false }
    let broken = [
      judgeNotations(comparison, owners.notations, at: pointer),
      judgeTexts(comparison, of: .visible, owner: owners.strings, at: pointer),
      judgeTexts(comparison, of: .foreign, owner: owners.foreign, at: pointer),
      judgeTexts(comparison, of: .odd, owner: owners.odd, at: pointer),
      judgeTypes(comparison, owners.types, at: pointer),
      judgeNumbers(comparison, owners.numbers, at: pointer), judgeLeftOut(comparison, owners.empty, at: pointer),
    ]
    return broken.contains(true)
  }

  private mutating func judgeNotations(
    _ comparison: ValueComparison, _ owner: RequirementID?, at pointer: JSONPointer
  ) -> Bool {
    let texts = comparison.places.filter(\.holdsNotation)
    guard let owner, !texts.isEmpty else { return false }
    collector.observe(owner)
    guard let place = texts.first(where: { $0.outcome.textDamage != nil }), let damage = place.outcome.textDamage else {
      return false
    }
    collector.fail(
      owner, reason: damage.reason.code, damage.sentence, expected: Excerpt.of(place.expected),
      actual: Excerpt.of(place.actual), at: origin.place(pointer.appending(place.pointer)))
    return true
  }

  private mutating func judgeTexts(
    _ comparison: ValueComparison, of kind: TextDamage.Kind, owner: RequirementID?, at pointer: JSONPointer
  ) -> Bool {
    guard let owner, !collector.isViolated(owner) else { return false }
    let texts = comparison.places.filter { $0.expected.string != nil && !$0.holdsNotation }
    let damaged = texts.compactMap { place in place.outcome.textDamage.map { (place, $0) } }.filter {
      $0.1.kind == kind
    }
    guard let (place, damage) = damaged.first else {
      if kind == .visible, texts.contains(where: { $0.outcome == .same }) { collector.observe(owner) }
      if kind == .odd, texts.contains(where: { $0.outcome == .same && $0.expected.hasString { $0.hasUnseen } }) {
        collector.observe(owner)
      }
      return false
    }
    // A program harms a character wherever it stands.
    let isSpared = texts.contains { other in
      other.outcome == .same
        && damage.scalar.map { other.expected.string?.unicodeScalars.contains($0) ?? false } ?? false
    }
    guard !isSpared || damage.reason.isAboutPlace else { return false }
    collector.fail(
      owner, reason: damage.reason.code, damage.sentence, expected: Excerpt.of(place.expected),
      actual: Excerpt.of(place.actual), at: origin.place(pointer.appending(place.pointer)))
    return true
  }

  /// All values of a type have to be affected: one of them alone may well be what the model wrote.
  private mutating func judgeTypes(
    _ comparison: ValueComparison, _ owner: RequirementID?, at pointer: JSONPointer
  ) -> Bool {
    guard let owner else { return false }
    let retyped = comparison.places.compactMap { place in place.outcome.retyping.map { (place, $0) } }
    if retyped.isEmpty, comparison.places.contains(where: { $0.expected.string == nil }) { collector.observe(owner) }
    for (place, sentence) in retyped {
      let isSpared = comparison.places.contains { other in
        other.outcome == .same && other.expected.type == place.expected.type && place.expected.string == nil
      }
      guard !isSpared else { continue }
      collector.fail(
        owner, reason: "retyped", sentence, expected: Excerpt.of(place.expected), actual: Excerpt.of(place.actual),
        at: origin.place(pointer.appending(place.pointer)))
      return true
    }
    return false
  }

  private mutating func judgeNumbers(
    _ comparison: ValueComparison, _ owner: RequirementID?, at pointer: JSONPointer
  ) -> Bool {
    guard let owner else { return false }
    if comparison.places.contains(where: { $0.expected.number?.isLong == true && $0.outcome == .same }) {
      collector.observe(owner)
    }
    guard let place = comparison.places.first(where: { $0.outcome == .rounded }) else { return false }
    collector.fail(
      owner, reason: "digits-lost", "a number lost digits", expected: Excerpt.of(place.expected),
      actual: Excerpt.of(place.actual), at: origin.place(pointer.appending(place.pointer)))
    return true
  }

  private mutating func judgeLeftOut(
    _ comparison: ValueComparison, _ owner: RequirementID?, at pointer: JSONPointer
  ) -> Bool {
    guard let owner else { return false }
    if comparison.places.contains(where: { $0.outcome == .same && $0.expected.isEmptyContainer }) {
      collector.observe(owner)
    }
    guard let place = comparison.places.first(where: { $0.outcome == .leftOut }) else { return false }
    collector.fail(
      owner, reason: "left-out", "a member whose value is empty was left out", expected: Excerpt.of(place.expected),
      actual: "nothing", at: origin.place(pointer.appending(place.pointer)))
    return true
  }
}

extension ValueComparison.Outcome {
  fileprivate var textDamage: TextDamage? { if case .text(let damage) = self { damage } else { nil } }
  fileprivate var retyping: String? { if case .retyped(let sentence) = self { sentence } else { nil } }
}

extension TextDamage.Reason {
  /// Whether it depends on where in a text a character stands.
  fileprivate var isAboutPlace: Bool { self == .endsTrimmed || self == .cut }

  var code: StaticString {
    switch self {
    case .emptied: "emptied"
    case .quoted: "quoted"
    case .cut: "cut"
    case .markupEscaped: "markup-escaped"
    case .markupUnescaped: "markup-unescaped"
    case .escapesVisible: "escapes-visible"
    case .escapesResolved: "escapes-resolved"
    case .misread: "misread"
    case .endsTrimmed: "ends-trimmed"
    case .lineEndsChanged: "line-ends-changed"
    case .whiteSpaceChanged: "white-space-changed"
    case .normalized: "normalized"
    case .charactersChanged: "characters-changed"
    }
  }
}

extension JSON {
  fileprivate var isEmptyContainer: Bool {
    array?.isEmpty == true || object?.isEmpty == true || string?.isEmpty == true
  }
}

extension JSONNumber {
  /// More digits than a double holds.
  fileprivate var isLong: Bool { lexeme.utf8.count > 15 }
}

extension String {
  fileprivate var hasUnseen: Bool { unicodeScalars.contains(where: \.isUnseen) }
}
