import Testing
import Wire

@testable import Cases

/// The requests of the first case of a file, rendered.
private func requests(_ text: String) throws -> [Request] {
  let decoder = CaseDecoder(try YAML.parse(Array(text.utf8), file: "x.yaml"))
  try #require(decoder.diagnostics.isEmpty, "\(decoder.diagnostics)")
  let renderer = RequestRenderer(baseURL: "http://h", defaultAuth: .none)
  return try decoder.cases.map { try renderer.render($0.steps[0].request, Bindings(["model": "m"])).request }
}

private let head = """
  format: 2
  area: a
  defaults:
    request:
      headers: { one: a, two: b }
      body: { max_tokens: 1, messages: [] }
  cases:
    - id: x
      title: t
      requirement: r

  """

@Suite struct RequestMergeTests {
  @Test func aRowTakesAwayWhatOnlyTheDefaultsHold() throws {
    let sent = try requests(
      head + """
            request: { query: q }
            matrix:
              fault:
                none: {}
                body: { request: { body: { messages: { $remove: true } } } }
                all: { request: { body: { $remove: true } } }
                header: { request: { headers: { two: { $remove: true } } } }
        """)
    #expect(
      sent.map { $0.body.map { String(decoding: $0, as: UTF8.self) } } == [
        #"{"max_tokens":1,"messages":[]}"#, #"{"max_tokens":1}"#, nil, #"{"max_tokens":1,"messages":[]}"#,
      ])
    #expect(
      sent.map { $0.headers.map(\.name).dropLast() } == [["one", "two"], ["one", "two"], ["one", "two"], ["one"]])
    // Who asks is said last, unless the case says it.
    #expect(sent.allSatisfy { $0.headers.last == RequestRenderer.userAgent })
    #expect(sent.map(\.method) == ["POST", "POST", "GET", "POST"])
  }

  @Test func aRowPutsBackWhatTheCaseTookAway() throws {
    let sent = try requests(
      head + """
            request: { body: { max_tokens: { $remove: true } } }
            matrix:
              tokens:
                without: {}
                with: { request: { body: { max_tokens: 9 } } }
        """)
    #expect(
      sent.map { String(decoding: $0.body ?? [], as: UTF8.self) } == [
        #"{"messages":[]}"#, #"{"max_tokens":9,"messages":[]}"#,
      ])
  }

  @Test func textIsJoinedFromPieces() throws {
    let sent = try requests(
      head + """
            request:
              body: { $remove: true }
              body_text: ['{"model": "${model}"', { $repeat: { text: " ", times: 3 } }, '}']
        """)
    #expect(String(decoding: sent[0].body ?? [], as: UTF8.self) == #"{"model": "m"   }"#)
  }

  @Test(arguments: ["[1]", "[{ $splice: [] }]", "[{ $repeat: { text: x } }]", "[[a]]"])
  func otherPiecesOfTextAreRefused(_ pieces: String) throws {
    let text = head + "    request: { body: { $remove: true }, body_text: \(pieces) }\n"
    let decoder = CaseDecoder(try YAML.parse(Array(text.utf8), file: "x.yaml"))
    #expect(decoder.diagnostics.count == 1)
  }

  @Test func aRemovalFitsWhereverAKeyMayBeMissing() throws {
    var check = ShapeCheck()
    check.check(
      try YAML.parse(Array("{ headers: { a: { $remove: true } }, body_text: { $remove: true } }".utf8), file: "x.yaml"),
      CaseFormat.request)
    #expect(check.diagnostics.isEmpty)
    var strict = ShapeCheck()
    strict.check(
      try YAML.parse(Array("{ headers: { a: { $removed: true } } }".utf8), file: "x.yaml"), CaseFormat.request)
    #expect(strict.diagnostics.count == 1)
  }
}
