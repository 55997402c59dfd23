import Wire

extension RequirementID {
  static let respCitationsShape: Self = "resp-citations-shape"
}

/// Where a text names what it rests on.
extension MessageRules {
  /// What a citation of each type says of its place.
  private static let citationFields: [(type: String, integers: [String], strings: [String])] = [
    ("char_location", ["document_index", "start_char_index", "end_char_index"], []),
    ("page_location", ["document_index", "start_page_number", "end_page_number"], []),
    ("content_block_location", ["document_index", "start_block_index", "end_block_index"], []),
    ("web_search_result_location", [], ["url"]),
    ("search_result_location", ["search_result_index", "start_block_index", "end_block_index"], ["source"]),
  ]

  mutating func judgeCitations() {
    for block in blocks("text") {
      guard let citations = block.json["citations"], !citations.isNull else { continue }
      let pointer = block.pointer.appending("citations")
      let isList = collector.require(
        citations.array != nil, for: .respCitationsShape, reason: "wrong-type",
        "the citations of a text block are not a list", expected: "a list or null", actual: Excerpt.of(citations),
        at: origin.place(pointer))
      guard isList, let list = citations.array else { continue }
      for (position, citation) in list.enumerated() {
        let at = pointer.appending(String(position))
        guard let fields = Self.citationFields.first(where: { citation["type"]?.string == $0.type }) else {
          collector.fail(
            .respCitationsShape, reason: "unknown-type", "a citation has no documented type",
            expected: Self.citationFields.map(\.type).joined(separator: ", "), actual: Excerpt.of(citation),
            at: origin.place(at))
          continue
        }
        let missing =
          (["cited_text"] + fields.strings).first { citation[$0]?.string == nil }
          ?? fields.integers.first { citation[$0]?.int == nil }
        collector.require(
          missing == nil, for: .respCitationsShape, reason: "missing-field",
          "a citation does not say what it cites or where that stands", expected: "\(missing ?? "")",
          actual: Excerpt.of(citation), at: origin.place(at))
      }
    }
  }
}
