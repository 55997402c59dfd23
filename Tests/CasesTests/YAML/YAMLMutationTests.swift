import Testing

@testable import Cases

/// Thousands of broken neighbours of a valid file: each is parsed or refused, none brings down the
/// program, and every refusal can be shown and points into the file.
@Suite struct YAMLMutationTests {
  static let valid = """
    %YAML 1.2
    ---
    # A file with everything that a case may use.
    id: base-case
    anchors:
      user: &user {role: user, content: "héllo \\u00e9 日本"}
      more: &more
        <<: *user
        extra: [1, -2.5e3, true, null, ~, 'it''s', !!str 12]
    cases:
    - name: 'first'
      body:
        messages: [*user, *more]
        text: |
          line one
            line two
        folded: >-
          a
          b
    - ? explicit
      : value
    empty:
    ...

    """

  /// A small generator of the same numbers every time (xorshift).
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
  }

  static let pieces: [[UInt8]] =
    [
      "\"", "'", "[", "]", "{", "}", ":", ": ", "- ", "? ", "&user ", "*user", "*nobody", "!!", "!x ", "|",
      ">", "%", "@", "`", "\t", "\n", "\r", " ", "  ", "---\n", "...\n", "#", ",", "<<: ", "\\u", "\\", "\0",
      "\u{1B}", "\u{2028}", "\u{FEFF}", "null", "%TAG ! x\n",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]]

  static func mutate(_ bytes: inout [UInt8], with dice: inout Dice) {
    let index = Int.random(in: 0..<max(bytes.count, 1), using: &dice)
    let end = min(bytes.count, index + Int.random(in: 1...20, using: &dice))
    guard index < end else { return bytes = pieces.randomElement(using: &dice)! }
    switch Int.random(in: 0..<6, using: &dice) {
    case 0: bytes[index] = UInt8.random(in: 0x20...0x7E, using: &dice)
    case 1: bytes.removeSubrange(index..<end)
    case 2: bytes.insert(contentsOf: pieces.randomElement(using: &dice)!, at: index)
    case 3:
      let target = Int.random(in: 0...bytes.count, using: &dice)
      bytes.insert(contentsOf: bytes[index..<end], at: target)
    case 4: bytes.removeSubrange(end...)
    default: bytes.replaceSubrange(index..<end, with: pieces.randomElement(using: &dice)!)
    }
  }

  @Test func theOriginalIsValid() throws {
    let yaml = try YAML.parse(Array(Self.valid.utf8), file: "x.yaml")
    #expect(yaml["cases"]?.elements?.count == 2)
  }

  @Test func everyMutationIsParsedOrRefused() throws {
    var dice = Dice(state: 0x9E37_79B9_7F4A_7C15)
    var refused = 0
    for round in 0..<2_000 {
      var bytes = Array(Self.valid.utf8)
      for _ in 0...(round % 4) { Self.mutate(&bytes, with: &dice) }
      let source = SourceText(file: "x.yaml", bytes: bytes)
      do throws(Diagnostic) {
        let yaml = try YAML.parse(bytes, file: "x.yaml")
        checkPlaces(yaml, source)
        _ = yaml.json
      } catch {
        refused += 1
        for place in [error.place] + error.notes.map(\.place) {
          #expect(place.line >= 1 && place.line <= source.lineStarts.count + 1, "round \(round): \(error)")
          #expect(place.column >= 1, "round \(round)")
        }
        #expect(!error.rendered(source: source).utf8.contains(0x1B))
      }
    }
    // Both outcomes must occur, or the mutations test nothing.
    #expect(refused > 500 && refused < 1_900, "\(refused)")
  }

  private func checkPlaces(_ yaml: YAML, _ source: SourceText) {
    let place = yaml.place
    #expect(place.line >= 1 && place.column >= 1)
    #expect(place.line <= source.lineStarts.count + 1)
    #expect((place.line, place.column) <= (place.endLine, place.endColumn))
    for element in yaml.elements ?? [] { checkPlaces(element, source) }
    for entry in yaml.entries ?? [] { checkPlaces(entry.value, source) }
  }
}
