import Testing
import Wire

@Suite struct RedactorTests {
  static let secret = "sk-Zz9~k7?>QwX0"
  static let redactor = Redactor(secrets: [secret])

  /// What a server may make of the secret; each computed outside of this project.
  static let forms: [(String, String)] = [
    ("plain", "sk-Zz9~k7?>QwX0"), ("plain", "SK-ZZ9~K7?>QWX0"), ("plain", "sk-zz9~k7?>qwx0"),
    ("reversed", "0XwQ>?7k~9zZ-ks"),
    ("hex", "736b2d5a7a397e6b373f3e51775830"), ("hex", "736B2D5A7A397E6B373F3E51775830"),
    ("base64", "c2stWno5fms3Pz5Rd1gw"), ("base64", "zay1aejl-azc_PlF3WDA"),
    ("base64", "zay1aejl+azc/PlF3WDA"), ("base64", "c2stWno5fms3Pz5Rd1gw"),
    ("base64", "NrLVp6OX5rNz8+UXdYM"), ("base64", "NrLVp6OX5rNz8-UXdYM"),
    ("plain", "%73%6b%2d%5a%7a%39%7e%6b%37%3f%3e%51%77%58%30"), ("plain", "sk-Zz9%7Ek7%3F%3EQwX0"),
    ("plain", "%53%6B-Zz9~k7?%3eQwX0"),
    (
      "plain",
      #"\u0073\u006B\u002D\u005A\u007A\u0039\u007E\u006B\u0037\u003F\u003E\u0051\u0077\u0058\u0030"#
    ),
    ("plain", #"sk-Zz9~k7?\u003eQwX0"#), ("plain", #"sk-Zz9~k7\x3f\x3EQwX0"#),
    ("plain", #"sk-Zz9~k7\077>QwX0"#),
    ("plain", #"sk\-Zz9\~k7\?\>QwX0"#), ("plain", #"sk-Zz9~k7?\u{3e}QwX0"#),
    ("plain", "&#115;&#107;&#45;&#90;&#122;&#57;&#126;&#107;&#55;&#63;&#62;&#81;&#119;&#88;&#48;"),
    ("plain", "sk-Zz9~k7?&#x3E;QwX0"), ("plain", "sk-Zz9~k7?&#x03e;QwX0"), ("plain", "sk-Zz9~k7?&gt;QwX0"),
    ("plain", "sk&#45;Zz9~k7?&gt;QwX0"), ("plain", "sk&#45Zz9~k7?&gt;QwX0"),
    // Two layers: JSON in JSON, percent in percent, HTML of JSON.
    ("plain", #"sk-Zz9~k7?\\u003eQwX0"#), ("plain", "sk-Zz9~k7?%253EQwX0"),
    ("plain", "sk-Zz9~k7?&#92;u003eQwX0"), ("plain", "sk-<!-- -->Zz9~k7&#63;<!-- -->&#62;QwX0"),
    ("base64", #"zay1aejl+azc\/PlF3WDA"#), ("base64", "zay1aejl%2Bazc%2FPlF3WDA"),
  ]

  @Test(arguments: forms.indices) func everyFormIsFound(_ index: Int) {
    let (form, text) = Self.forms[index]
    let line = "echo: <" + text + "> end"
    let bytes = Array(line.utf8)
    let leaks = Self.redactor.leaks(in: bytes)
    #expect(leaks.count == 1 && leaks.first?.form == form, "\(text): \(leaks)")
    let redacted = Self.redactor.redact(bytes)
    #expect(redacted.count == bytes.count)
    #expect(
      String(decoding: redacted, as: UTF8.self) == "echo: <" + String(repeating: "*", count: text.utf8.count)
        + "> end")
    #expect(!Self.redactor.contains(redacted))
  }

  @Test(arguments: ["Bearer ", "Authorization: Bearer ", "x-api-key=", "{\"key\":\""])
  func whatStandsBeforeDoesNotMatter(
    _ prefix: String
  ) {
    #expect(Self.redactor.redact(prefix + Self.secret) == prefix + String(repeating: "*", count: 15))
  }

  /// Encoded together with a scheme or a user, the secret stands anywhere within the groups.
  @Test(arguments: 0..<7) func base64OfMoreThanTheSecret(_ shift: Int) throws {
    let before = [UInt8]("user:xy".utf8.prefix(shift))
    let text = Base64.encode(before + Array(Self.secret.utf8) + Array("tail".utf8))
    let redacted = Self.redactor.redact(text)
    #expect(redacted.utf8.count == text.utf8.count && redacted != text)
    // None of the secret's own bits are left: with the stars read as zeros only the ends can differ.
    let decoded = try #require(Base64.decode(redacted.replacing("*", with: "A")))
    #expect(decoded[shift..<shift + 15].allSatisfy { $0 == 0 })
  }

  @Test func nearMissesStay() {
    for text in [
      "sk-Zz9~k7?>QwX", "k-Zz9~k7?>QwX0", "sk-Zz9~k7?>QwX1", "736b2d5a7a397e6b373f3e5177583", "%73%6b%2d%5a",
      "c2stWno5fms3Pz5Rd1g", "sk-Zz9~k7?%3QwX0", #"sk-Zz9~k7?\u003QwX0"#, "", "*", "%", "\\", "&#", "&#x;",
      #"\u"#, #"\ud83d"#, "<!--",
    ] {
      #expect(!Self.redactor.contains(text), "\(text)")
      // Most of a secret is hidden, even where no whole one stands.
      let isMost = text.utf8.count > 12
      #expect(Self.redactor.redact(text) == text || isMost, "\(text)")
    }
  }

  @Test func severalSecretsAndOverlaps() {
    let redactor = Redactor(secrets: ["alpha-1234", "1234-omega", "alpha-1234", ""])
    #expect(redactor.redact("x alpha-1234-omega y") == "x **************** y")
    #expect(redactor.leaks(in: "alpha-1234 alpha-1234".utf8).map(\.range) == [0..<10, 11..<21])
    #expect(Redactor(secrets: []).redact("anything") == "anything")
    #expect(!Redactor(secrets: [""]).contains(""))
  }

  @Test func otherThanASCII() {
    let redactor = Redactor(secrets: ["schlüssel-😀"])
    for text in [
      "schlüssel-😀", #"schl\u00fcssel-\ud83d\ude00"#, "schl%C3%BCssel-%f0%9f%98%80",
      "schl&#252;ssel-&#x1F600;",
    ] {
      #expect(redactor.redact(text) == String(repeating: "*", count: text.utf8.count), "\(text)")
    }
  }

  @Test func everyPartOfAnExchangeIsRedacted() {
    let secret = Self.secret
    let field = HeaderField("X-Echo", "<\(secret)>")
    let exchange = Exchange(
      id: "1",
      request: Request(
        method: "POST", url: "http://h/?key=\(secret)",
        headers: [HeaderField("Authorization", "Bearer \(secret)"), field],
        body: Array("{\"k\":\"\(secret)\"}".utf8)),
      response: Response(
        head: ResponseHead(statusLine: "HTTP/1.1 200 \(secret)", status: 200, headers: [field]),
        interim: [ResponseHead(statusLine: "HTTP/1.1 103 \(secret)", status: 103, headers: [field])],
        body: Array("data: \(secret)\n\n".utf8), arrivals: [Arrival(offset: 23, microseconds: 5)],
        trailers: [field]),
      end: .failed(TransferFailure(.reset, "after \(secret)")), timings: TransferTimings(ended: 9),
      framingFaults: [FramingViolation(.badLength, secret)])
    let redacted = Self.redactor.redact(exchange)
    #expect(!Self.redactor.contains(redacted.json.text()))
    #expect(redacted.request.headers[0] == HeaderField("Authorization", "Bearer ***************"))
    #expect(redacted.response?.body == Array("data: ***************\n\n".utf8))
    #expect(
      redacted.response?.arrivals == exchange.response?.arrivals && redacted.timings == exchange.timings)
  }

  @Test func aWrongKeySentOnPurposeStays() {
    let request = Request(
      method: "GET", url: "http://h/", headers: [HeaderField("x-api-key", "wrong-key-of-a-case")])
    #expect(Self.redactor.redact(request) == request)
  }

  @Test func aRedactorDoesNotTellItsSecrets() {
    var dumped = ""
    dump(Self.redactor, to: &dumped)
    for text in [
      "\(Self.redactor)", String(reflecting: Self.redactor), String(describing: [Self.redactor]), dumped,
    ] {
      #expect(text.contains("Redactor(secrets: 1)") && !Self.redactor.contains(text))
    }
  }
}
