import Testing

@testable import Wire

/// What servers may make of a token: every encoding at every place of an exchange, whole and in parts. Nothing that
/// leads back to it may be left.
@Suite struct TokenZooTests {
  static let tokens = [
    "Qm8xVt2LpZ7wRk4NcB9s", "lm-7f3a9c1e5b2d4860f1a2b3c4", "sk-lm-kQ3vX9Tz:pR8wLm2NcY5bHd7JfGs4",
    "sk-ant-api03-" + String("zX3cV7bN1mA9sD5fG2hJ8kL4qW6eR0tY".shuffledOnce.prefix(32)),
    String(repeating: "aB3dE5gH7jK9mN1pQ2sT4vW6yZ8", count: 8).prefix(200).description,
  ]

  typealias Encoding = (name: String, encode: @Sendable ([UInt8]) -> String)

  static let encodings: [Encoding] = [
    ("plain", { text($0) }), ("upper", { text($0).uppercased() }), ("lower", { text($0).lowercased() }),
    ("reversed", { String(text($0).reversed()) }), ("hex", { $0.map { $0.hex }.joined() }),
    ("hex upper", { $0.map { $0.hex.uppercased() }.joined() }),
    ("hex spaced", { $0.map { $0.hex }.joined(separator: " ") }),
    ("hex colons", { $0.map { $0.hex }.joined(separator: ":") }),
    ("hex commas", { $0.map { "0x" + $0.hex }.joined(separator: ", ") }),
    ("decimal list", { "[" + $0.map { String($0) }.joined(separator: ",") + "]" }),
    ("base64", { Base64.encode($0) }), ("base64 of Bearer", { Base64.encode(Array("Bearer ".utf8) + $0) }),
    ("base64 of user", { Base64.encode(Array("me:".utf8) + $0 + [0x0A]) }),
    ("base64url", { String(Base64.encode($0).map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }) }),
    ("base64 wrapped", { wrapped(Base64.encode($0)) }),
    ("percent", { $0.map { "%" + $0.hex }.joined() }), ("percent twice", { $0.map { "%25" + $0.hex }.joined() }),
    ("json", { $0.map { "\\u00" + $0.hex }.joined() }), ("json twice", { $0.map { "\\\\u00" + $0.hex }.joined() }),
    ("javascript", { $0.map { "\\x" + $0.hex }.joined() }),
    ("octal", { $0.map { "\\" + octal($0) }.joined() }),
    ("html", { $0.map { "&#\($0);" }.joined() }), ("html hex", { $0.map { "&#x" + $0.hex + ";" }.joined() }),
    ("html bare", { $0.map { "&#\($0)" }.joined() }), ("html hex bare", { $0.map { "&#x" + $0.hex }.joined() }),
    ("html zeros", { $0.map { "&#00\($0)" }.joined() }),
    ("html of json", { $0.map { "&#92;u00" + $0.hex }.joined() }),
    ("quoted-printable", { $0.map { "=" + $0.hex.uppercased() }.joined() }),
    ("utf-16", { $0.map { text([$0, 0]) }.joined() }), ("spaced", { $0.map { text([$0]) }.joined(separator: " ") }),
    ("lines", { $0.map { text([$0]) }.joined(separator: "\n") }),
    ("letters", { $0.map { "\"" + text([$0]) + "\"" }.joined(separator: ",") }),
    ("comments", { $0.map { text([$0]) }.joined(separator: "<!-- -->") }),
    ("masked", { text($0.prefix(22)) + "****" + text($0.suffix(4)) }),
    ("first half", { text($0.prefix($0.count / 2)) }),
    ("second half", { text($0.suffix($0.count / 2)) }), ("all but one", { text($0.dropLast()) }),
    ("last twelve", { text($0.suffix(12)) }),
  ]

  static func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
  static func octal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 8)
    return String(repeating: "0", count: 3 - digits.count) + digits
  }
  static func wrapped(_ text: String) -> String {
    var lines: [String] = []
    var rest = text[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(12)))
      rest = rest.dropFirst(12)
    }
    return lines.joined(separator: "\r\n ")
  }

  /// Where an echo can stand.
  static let places: [@Sendable (String) -> Exchange] = [
    { exchange(body: "{\"error\":{\"message\":\"bad key: \($0) given\"}}") },
    { exchange(body: "<html><p>\($0)</p></html>") }, { exchange(body: $0) }, { exchange(body: "xx" + $0) },
    { exchange(headers: [HeaderField("X-Echo", "<\($0)>")]) }, { exchange(headers: [HeaderField($0, "name")]) },
    { exchange(headers: [HeaderField("Location", "http://h/?k=\($0)&x=1")]) },
    { exchange(trailers: [HeaderField("X-T", $0)]) }, { exchange(statusLine: "HTTP/1.1 401 no \($0)") },
    { exchange(fault: "not a chunk size: \($0)") }, { exchange(failure: "certificate of \($0)") },
    { exchange(request: "{\"messages\":[{\"role\":\"assistant\",\"content\":\"\($0)\"}]}") },
    { exchange(body: "event: e\ndata: {\"type\":\"ping\",\"x\":\"\($0)\"}\n\n") },
  ]

  static func exchange(
    body: String = "", headers: [HeaderField] = [], trailers: [HeaderField] = [],
    statusLine: String = "HTTP/1.1 200 OK", fault: String = "", failure: String = "", request: String = ""
  ) -> Exchange {
    Exchange(
      id: "0001", request: Request(method: "POST", url: "http://h/v1/messages", body: Array(request.utf8)),
      response: Response(
        head: ResponseHead(statusLine: statusLine, status: 200, headers: headers), body: Array(body.utf8),
        trailers: trailers),
      end: failure.isEmpty ? .complete : .failed(TransferFailure(.reset, failure)), timings: TransferTimings(),
      framingFaults: fault.isEmpty ? [] : [FramingViolation(.badChunk, fault)])
  }

  /// What of the token somebody could still read: eight letters in a row as they are, reversed, or in any encoding
  /// of six bytes in a row.
  static func remains(_ token: String, in exchange: Exchange) -> String? {
    let text = exchange.json.text()
    let bytes = Array(token.utf8)
    for start in 0...bytes.count - 8 {
      let piece = text.contains(Self.text(bytes[start..<start + 8])) ? Self.text(bytes[start..<start + 8]) : nil
      if let piece, !["sk-ant-api03-", "sk-ant-a"].contains(where: { $0.contains(piece) }) { return piece }
    }
    let letters = text.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
    let own = token.filter { $0.isLetter || $0.isNumber }.lowercased()
    if letters.contains(own) || letters.contains(String(own.reversed())) { return "letters of the whole" }
    if letters.contains(bytes.map { $0.hex }.joined()) { return "hex of the whole" }
    return nil
  }

  @Test(arguments: encodings.indices) func everyEchoIsBlottedOut(_ index: Int) {
    let encoding = Self.encodings[index]
    for token in Self.tokens {
      let redactor = Redactor(secrets: [token])
      let echo = encoding.encode(Array(token.utf8))
      for (place, make) in Self.places.enumerated() {
        let exchange = make(echo)
        let redacted = redactor.redact(exchange)
        let left = Self.remains(token, in: redacted)
        #expect(left == nil, "\(encoding.name) at place \(place) leaves \(left ?? "")")
        #expect(!redactor.contains(redacted.json.text()), "\(encoding.name) at place \(place)")
        #expect(redacted != exchange, "\(encoding.name) at place \(place) was not seen")
      }
    }
  }

  /// Parts of one, two, five letters and halves, over the deltas of a stream, the blocks of a message, and lists.
  @Test(arguments: [1, 2, 5, 7, 13, 100]) func aTokenInPartsIsBlottedOut(_ size: Int) {
    for token in Self.tokens {
      let redactor = Redactor(secrets: [token])
      let letters = Array(token)
      let parts = stride(from: 0, to: letters.count, by: size).map {
        String(letters[$0..<min($0 + size, letters.count)])
      }
      let deltas = parts.map {
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"\($0)\"}}\n\n"
      }
      let pings = parts.map {
        "data: {\"index\": 3, \"delta\": {\"partial_json\": \"\($0)\"}}\r\n\r\ndata: {\"type\":\"ping\"}\n\n"
      }
      let mixed = parts.enumerated().map {
        "data: {\"delta\":{\"text\":\"\($1)\"},\"index\":1}\n\ndata: {\"index\":2,\"delta\":{\"text\":\"and so on\"}}\n\n"
          + ($0 % 2 == 0 ? ": ping\n\n" : "")
      }
      let blocks =
        "{\"content\":[" + parts.map { "{\"type\":\"text\",\"text\":\"\($0)\"}" }.joined(separator: ",") + "]}"
      let list = "{\"stop\":[" + parts.map { "\"\($0)\"" }.joined(separator: ", ") + "]}"
      for body in [deltas.joined(), pings.joined(), mixed.joined(), blocks, list] {
        let redacted = TokenZooTests.text(redactor.redact(Array(body.utf8)))
        let left = Self.together(redacted, "\"text\"\\s*:\\s*\"([^\"]*)\"")
        #expect(!left.contains(token), "parts of \(size): \(redacted.prefix(300))")
        let stars = redacted.count { $0 == "*" }
        #expect(
          stars >= letters.count - 8 && stars <= letters.count + 4,
          "parts of \(size): \(stars) stars for \(letters.count)")
        // The structure stays: nothing but the letters is gone.
        #expect(redacted.utf8.count == body.utf8.count && redacted.count { $0 == "{" } == body.count { $0 == "{" })
      }
    }
  }

  private static func together(_ body: String, _ pattern: String) -> String {
    guard let regex = try? Regex(pattern) else { return body }
    return body.matches(of: regex).compactMap { $0.output[1].substring.map(String.init) }.joined()
  }

  /// Cut anywhere: six letters at the end or at the beginning are the token.
  @Test func aCutTokenIsBlottedOut() {
    for token in Self.tokens {
      let redactor = Redactor(secrets: [token])
      let bytes = Array(token.utf8)
      for length in stride(from: 6, to: bytes.count, by: 1)
      where !["sk-ant-api03-", "sk-lm-"].contains(where: { $0.hasPrefix(Self.text(bytes.prefix(length))) }) {
        let tail = redactor.redactCut(Array("some text ".utf8) + bytes.prefix(length))
        #expect(Self.text(tail) == "some text " + String(repeating: "*", count: length), "\(token) \(length)")
      }
      let head = redactor.redactCut(bytes.suffix(9) + Array(" and more".utf8))
      #expect(Self.text(head) == "********* and more")
      #expect(
        redactor.redactCut("40 bytes, beginning \(Self.text(bytes.suffix(7)))...").hasPrefix(
          "40 bytes, beginning *******"))
    }
  }

  @Test func ordinaryTextStays() {
    let redactor = Redactor(secrets: Self.tokens)
    for text in [
      "{\"type\":\"message\",\"id\":\"msg_01XFDUDYJgAACzvnptvVoYEL\",\"content\":[{\"type\":\"text\",\"text\":\"Paris\"}]}",
      "sk-ant-api03- is how keys begin, sk-lm- too", "data: {\"index\":0,\"delta\":{\"text\":\"a\"}}\n\n",
      "Qm8x aB3d 7f3a9",
      "%73%6b%2d", "&#115&#107", "0x6b, 0x2d", "event: ping\ndata: {}\n\n",
    ] {
      #expect(redactor.redact(text) == text)
      #expect(redactor.redactCut(text) == text)
    }
  }

  /// Bodies made to slow the search of parts down.
  @Test(.timeLimit(.minutes(1))) func hostileBodiesTakeLinearTime() {
    let redactor = Redactor(secrets: [Self.tokens[4]])
    let size = 1 << 19
    for piece in [
      "\"a\":\"b\",", "\"", "\\\"", "{\"index\":1,\"x\":\"aB3d\"}\n", "aB3dE5gH", "&#97&#66", "a B 3 d ",
      "\"k\u{01}\":\"\n",
    ] {
      let body = Array(String(repeating: piece, count: size / piece.utf8.count).utf8)
      _ = redactor.redact(body)
    }
    let keys = (0..<50_000).map { "\"k\($0)\":\"aB3\"" }.joined(separator: ",")
    _ = redactor.redact(Array(keys.utf8))
  }
}

extension String {
  /// Another order of its letters, always the same.
  fileprivate var shuffledOnce: String {
    let letters = Array(self)
    return String(letters.indices.map { letters[($0 * 7 + 3) % letters.count] })
  }
}
