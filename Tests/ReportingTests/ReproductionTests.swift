import Testing
import Wire

@testable import Reporting

@Suite struct ReproductionTests {
  static let secret = "sk-very-secret-0123456789"
  static let redactor = Redactor(secrets: [secret])

  static func line(_ request: Request, redactor: Redactor? = redactor, variable: String = "TOKEN") -> String {
    Reproduction.curlLine(
      for: ReproducedCall(request, exchange: "0042"), tokenVariable: variable, redactor: redactor)
  }

  @Test func aCommonRequest() {
    let request = Request(
      method: "POST", url: "http://localhost:1234/v1/messages?beta=true",
      headers: [
        HeaderField("x-api-key", Self.secret), HeaderField("Authorization", "Bearer \(Self.secret)"),
        HeaderField("content-type", "application/json"), HeaderField("user-agent", "a"),
        HeaderField("accept", "*/*"),
      ], body: Array(#"{"stream":true,"text":"it's"}"#.utf8))
    #expect(
      Self.line(request)
        == #"curl -sS -i --no-buffer -H "x-api-key: $TOKEN" -H "Authorization: Bearer $TOKEN" "#
        + #"-H 'content-type: application/json' -H 'user-agent: a' -H 'accept: */*' "#
        + #"--data-raw '{"stream":true,"text":"it'\''s"}' 'http://localhost:1234/v1/messages?beta=true'"#)
    // From evidence the line is the same.
    let stored = Redactor(secrets: [])
    #expect(Self.line(Self.redactor.redact(request), redactor: stored) == Self.line(request))
  }

  @Test func theTokenIsNeverInTheLine() {
    for value in [
      Self.secret, "Bearer \(Self.secret)", "bearer  \(Self.secret)", "\(Self.secret) x",
      "Basic c2stdmVyeS1zZWNyZXQtMDEyMzQ1Njc4OQ==",
    ] {
      for name in ["x-api-key", "X-API-Key", "authorization", "x-other"] {
        let request = Request(
          method: "POST", url: "http://h/?k=\(Self.secret)", headers: [HeaderField(name, value)],
          body: Array("{\"k\":\"\(Self.secret)\"}".utf8))
        #expect(!Self.redactor.contains(Self.line(request)), "\(name): \(value)")
      }
      let request = Request(method: "GET", url: "http://h/", headers: [HeaderField("x-api-key", value)])
      #expect(!Self.redactor.contains(Self.line(request, redactor: nil)), "\(value)")
    }
  }

  @Test func otherCredentialsAreWrittenWhenTheSecretsAreKnown() {
    let request = Request(method: "GET", url: "http://h/", headers: [HeaderField("x-api-key", "wrong-key")])
    #expect(Self.line(request).contains("-H 'x-api-key: wrong-key'"))
    #expect(Self.line(request, redactor: nil).contains("-H \"x-api-key: $TOKEN\""))
    let dummy = Request(method: "GET", url: "http://h/", headers: [HeaderField("x-api-key", "lmstudio")])
    #expect(Self.line(dummy, redactor: Redactor(secrets: ["lmstudio"])).contains("-H \"x-api-key: $TOKEN\""))
  }

  @Test(arguments: [("KEY_2", "$KEY_2"), ("a b; rm", "$TOKEN"), ("", "$TOKEN"), ("2A", "$TOKEN")])
  func theVariableIsAName(_ name: String, _ shown: String) {
    let request = Request(method: "GET", url: "http://h/", headers: [HeaderField("x-api-key", "k")])
    #expect(Self.line(request, redactor: nil, variable: name).contains("\"x-api-key: \(shown)\""))
  }

  @Test func aLineShowsNothingThatActs() {
    let body = Array(Hostile.all.utf8) + [0xFF, 0xC0, 0x80]
    let line = Self.line(
      Request(
        method: "POST", url: "http://h/\u{202E}\n", headers: [HeaderField("x-a", Hostile.bidi)], body: body))
    #expect(!line.unicodeScalars.contains(where: VisibleText.isUnsafe))
  }

  @Test func theNameOfTheEvidenceIsHarmless() {
    let body = (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &>> 3) }
    let call = ReproducedCall(Request(method: "POST", url: "http://h/", body: body), exchange: "../$(id)\"`")
    let line = Reproduction.curlLine(for: call, tokenVariable: "T")
    #expect(line.contains("}/_____id___.body\""))
  }
}
