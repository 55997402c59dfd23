import Testing

@testable import Cases

@Suite struct DifferenceLintTests {
  /// What is said about a case whose combined request is that of another case.
  private func codes(_ own: String, combined: String, differs: String = "", control: String = "none") throws -> [String]
  {
    let cases = """
        - { id: control, title: t, requirement: first, control: none, request: { body: { model: m, max_tokens: 1 } }, expect: answered }
        - { id: whole, title: t, requirement: first, control: none, request: \(combined), expect: answered }
        - id: own
          title: t
          requirement: first
          control: \(control)
          request: \(own)
          combined: \(combined)
          expect: answered
      """ + (differs.isEmpty ? "" : "\n    differs: \(differs)")
    return try SmallSuite(cases: cases).diagnostics().map(\.code)
  }

  @Test(arguments: [
    ("{ body: { a: 1 } }", "{ body: { a: 1, b: 2 } }"),
    ("{ body: { a: { b: [1, 3] } } }", "{ body: { a: { b: [1, 2, 3], c: 1 } } }"),
    ("{ body: { a: [{ x: 1 }] } }", "{ body: { a: [{ y: 1 }, { x: 1, y: 2 }] } }"),
    ("{ query: a=1, headers: { Accept: x }, body: {} }", "{ query: b=2&a=1, headers: { accept: x, b: c }, body: {} }"),
    ("{ headers: { anthropic-beta: b }, body: {} }", "{ headers: { anthropic-beta: \"a, b\" }, body: {} }"),
  ])
  func whatTheCombinedRequestHoldsIsNoDifference(own: String, combined: String) throws {
    #expect(try codes(own, combined: combined) == [])
    #expect(try codes(own, combined: combined, differs: "[body.a]") == ["idle-difference"])
  }

  @Test(arguments: [
    ("{ body: { a: 1 } }", "{ body: { a: 2 } }", "[body.a]"),
    ("{ body: { a: { b: 1, c: 1 } } }", "{ body: { a: { c: 1 } } }", "[body.a.b]"),
    ("{ body: { a: [2, 1] } }", "{ body: { a: [1, 2] } }", "[body.a]"),
    ("{ query: a=1, body: {} }", "{ query: a=2, body: {} }", "[query]"),
    ("{ headers: { accept: x }, body: {} }", "{ headers: { accept: y }, body: {} }", "[headers.accept]"),
    ("{ framing: chunked, auth: none, body: {} }", "{ body: {} }", "[framing, auth]"),
    ("{ path: /v1/x, body: { a: 1 } }", "{ body: { b: 1 } }", "[path, body]"),
  ])
  func whatItDoesNotHoldHasToBeListed(own: String, combined: String, differs: String) throws {
    #expect(try codes(own, combined: combined) == ["undeclared-difference"])
    #expect(try codes(own, combined: combined, differs: differs) == [])
  }

  @Test func whatTheControlAsksForIsNotWhatTheCaseIsAbout() throws {
    let own = "{ body: { model: m, max_tokens: 1, a: 1 } }"
    #expect(try codes(own, combined: "{ body: { a: 1 } }") == ["undeclared-difference"])
    #expect(try codes(own, combined: "{ body: { a: 1 } }", control: "control") == [])
    #expect(try codes(own, combined: "{ body: { model: m } }", control: "control") == ["undeclared-difference"])
  }
}
