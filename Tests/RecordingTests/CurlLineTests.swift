import Testing

@testable import Recording

struct CurlLineTests {
  private func lines(_ text: String, files: [String: String] = [:]) throws -> [String] {
    try CurlLine(text) { path in
      guard let text = files[path] else { throw CurlLineError("no file \(path)") }
      return Array(text.utf8)
    }.caseLines
  }

  @Test func theLineOfADocumentationBecomesARequest() throws {
    let found = try lines(
      #"""
      curl -sS https://api.example.com/anthropic/v1/messages?beta=true \
        --header "x-api-key: $ANTHROPIC_API_KEY" -H 'anthropic-version: 2023-06-01' \
        --header "content-type: application/json" \
        --data '{"model": "some-model", "max_tokens": 5, "messages": [{"role": "user", "content": "It'\''s ${x}"}]}'
      """#)
    #expect(
      found == [
        "request:", "  method: \"POST\"", "  path: \"/v1/messages\"", "  query: \"beta=true\"", "  headers:",
        "    \"anthropic-version\": \"2023-06-01\"", "    \"content-type\": \"application/json\"", "  body:", "    {",
        "      \"model\": \"${model}\",", "      \"max_tokens\": 5,", "      \"messages\": [", "        {",
        "          \"role\": \"user\",", "          \"content\": \"It's $${x}\"", "        }", "      ]", "    }",
      ])
  }

  @Test(arguments: [
    ("curl h/v1/models", "GET", nil as String?), ("curl -XDELETE h/v1/models", "DELETE", nil),
    ("curl -I h", "HEAD", nil), ("curl -sXPUT h -d a -d b", "PUT", "a&b"),
    ("curl --json '{}' h", "POST", "{}"), ("curl h --data-raw $'a\\n\\u00e9\\''", "POST", "a\né'"),
    ("curl h -d @f", "POST", "onetwo"), ("curl h --data-binary @f", "POST", "one\ntwo\n"),
    ("curl -G h/v1/models -d limit=1", "GET", nil), ("curl -d \"a \\\"b\\\" \\c\" h", "POST", "a \"b\" \\c"),
    ("curl \\\n  -N \\\r\n h", "GET", nil),
  ])
  func methodAndBodyAreThoseOfCurl(_ line: String, _ method: String, _ body: String?) throws {
    let request = try CurlLine(line) { _ in Array("one\ntwo\n".utf8) }.request
    #expect(request.method == method)
    #expect(request.body.map { String(decoding: $0, as: UTF8.self) } == body)
  }

  @Test(arguments: [
    ("wget h", "does not begin with curl"), ("curl", "no address"), ("curl a b", "two addresses"),
    ("curl -F a=b h", "option -F"), ("curl 'h", "never closed"), ("curl h -H", "lacks its value"),
    ("curl h -d @none", "no file none"),
  ])
  func whatCannotBeSaidIsRefused(_ line: String, _ reason: String) {
    #expect { try lines(line) } throws: { "\($0)".contains(reason) }
  }
}
