import Wire

/// A kind of characters that programs treat specially, and damage together.
struct CharacterKind: Sendable {
  /// How grave it is where they are damaged.
  var damage: TextDamage.Kind
  /// Which scalars of a text are of the kind.
  var marks: @Sendable ([Unicode.Scalar]) -> [Bool]

  /// The narrowest first, so that damage is named by the least that explains it.
  static let all: [CharacterKind] = [
    each(.odd) { ["\u{2028}", "\u{2029}", "\u{85}"].contains($0) },
    each(.odd) { $0.isUnseen },
    each(.visible) { $0 == "&" },
    each(.visible) { $0 == "<" || $0 == ">" },
    each(.visible) { ["&", "<", ">", "\"", "'"].contains($0) },
    each(.visible) { $0 == "\\" },
    each(.visible) { ["\"", "'", "`", "\u{201C}", "\u{201D}"].contains($0) },
    each(.visible) { $0 == "\n" || $0 == "\t" },
    follower(of: "$"), follower(of: "\\"), follower(of: "%"),
    enclosed(by: "{", "}"), enclosed(by: "<", ">"), enclosed(by: "(", ")"), enclosed(by: "[", "]"),
    from("<", to: ">"), from("{", to: "}"), from("`", to: "`"), aroundUnseen,
    each(.foreign) { $0.value > 0xFFFF },
    each(.foreign) { $0.value >= 0x80 },
  ]

  /// The first place where scalars of the kind were changed; nil where anything else differs, or where so little is
  /// left around them that another text would pass as damaged.
  func change(from expected: String, to actual: String) -> (lost: String, found: String)? {
    let wanted = Array(expected.unicodeScalars)
    let given = Array(actual.unicodeScalars)
    let marked = marks(wanted)
    let plain = marked.count { !$0 }
    guard plain < marked.count, plain >= 3, given.count <= wanted.count * 8 else { return nil }
    var first: (lost: String, found: String)?
    var position = 0
    var index = 0
    while index < wanted.count {
      let start = index
      while index < wanted.count, marked[index] { index += 1 }
      let special = wanted[start..<index]
      let next = index
      while index < wanted.count, !marked[index] { index += 1 }
      let literal = wanted[next..<index]
      // What is whole has to come before what is not, so that a repeat in the text is not taken for its end.
      guard let found = literal.isEmpty ? given.count : Self.find(literal, in: given, from: position, special),
        found >= position, index < wanted.count || found + literal.count == given.count
      else { return nil }
      let between = given[position..<found]
      if !between.elementsEqual(special) {
        guard !special.isEmpty else { return nil }
        if first == nil { first = (Self.text(special), Self.text(between)) }
      }
      position = found + literal.count
    }
    return first
  }

  /// Where `literal` goes on: right after `special` where that is whole, else at its next occurrence.
  private static func find(
    _ literal: ArraySlice<Unicode.Scalar>, in given: [Unicode.Scalar], from position: Int,
    _ special: ArraySlice<Unicode.Scalar>
  ) -> Int? {
    let whole = position + special.count
    if given[position...].starts(with: special), given[min(whole, given.count)...].starts(with: literal) {
      return whole
    }
    guard !special.isEmpty else { return given[position...].starts(with: literal) ? position : nil }
    // What stands for a few characters is not a text of its own.
    let last = min(position + special.count * 8 + 8, given.count - literal.count)
    guard position <= last else { return nil }
    return (position...last).first { given[$0...].starts(with: literal) }
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private static func each(
    _ damage: TextDamage.Kind, _ isOfKind: @escaping @Sendable (Unicode.Scalar) -> Bool
  ) -> CharacterKind {
    CharacterKind(damage: damage) { $0.map(isOfKind) }
  }

  /// A sign and the word or character after it: `$1`, `$HOME`, `\n`, `%s`.
  private static func follower(of sign: Unicode.Scalar) -> CharacterKind {
    CharacterKind(damage: .visible) { scalars in
      var isAfter = false
      var isWord = false
      return scalars.map { scalar in
        if scalar == sign {
          (isAfter, isWord) = (true, false)
          return true
        }
        let goesOn = isWord && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        defer { (isAfter, isWord) = (false, (isAfter || goesOn) && scalar.properties.isAlphabetic) }
        return isAfter || goesOn
      }
    }
  }

  /// What stands between the first of one sign and the last of another, signs included: an element with what is in it.
  private static func from(_ opening: Unicode.Scalar, to closing: Unicode.Scalar) -> CharacterKind {
    CharacterKind(damage: .visible) { scalars in
      guard let first = scalars.firstIndex(of: opening), let last = scalars.lastIndex(of: closing), first < last else {
        return scalars.map { _ in false }
      }
      return scalars.indices.map { (first...last).contains($0) }
    }
  }

  /// Characters that nobody sees, with the words on both sides of them: what is lost with the event that holds one.
  private static let aroundUnseen = CharacterKind(damage: .odd) { scalars in
    var marks = scalars.map(\.isUnseen)
    for index in scalars.indices where scalars[index].isUnseen {
      for step in [-1, 1] {
        var next = index + step
        while scalars.indices.contains(next), scalars[next].properties.isAlphabetic {
          marks[next] = true
          next += step
        }
        // The space of a word goes with it.
        if scalars.indices.contains(next), scalars[next] == " " { marks[next] = true }
      }
    }
    return marks
  }

  /// What stands between two signs, signs included: tags, placeholders, substitutions.
  private static func enclosed(by opening: Unicode.Scalar, _ closing: Unicode.Scalar) -> CharacterKind {
    CharacterKind(damage: .visible) { scalars in
      var marks = [Bool](repeating: false, count: scalars.count)
      var start: Int?
      for (index, scalar) in scalars.enumerated() {
        if scalar == opening, start == nil { start = index }
        guard scalar == closing, let from = start else { continue }
        for marked in from...index { marks[marked] = true }
        start = nil
      }
      // Doubled signs close twice.
      for index in scalars.indices.dropFirst() where scalars[index] == closing && marks[index - 1] {
        marks[index] = true
      }
      return marks
    }
  }
}
