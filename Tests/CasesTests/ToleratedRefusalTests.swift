import Testing

@testable import Cases

/// Which requests may be refused as invalid, so that the form of a reply that serves them is not judged.
@Suite struct ToleratedRefusalTests {
  @Test(arguments: [
    ("answered-or-refused", true), ("{ answered: true, or_refused: {} }", true),
    ("{ answered: true, or_refused: { status: [400, 413] } }", true), ("answered", false), ("refused", false),
    // Nothing of this is said against the request.
    ("{ answered: true, or_refused: { status: 401 } }", false),
    ("{ answered: true, or_refused: { status: [429, 503, 529] } }", false),
    ("{ answered: true, or_refused: { result: unsupported } }", false),
  ])
  func whatMayBeRefusedAsInvalid(expectation: String, isTolerated: Bool) throws {
    let request = "{ $use: base.plain }"
    let cases =
      "  - { id: a, title: t, requirement: first, control: none, request: \(request), expect: \(expectation) }"
    let suite = try SmallSuite(cases: cases).load().suite
    #expect(suite.cases.first?.steps.first?.toleratesRefusal == isTolerated)
  }
}
