import Testing
import Transport
import Wire

/// What libcurl forgives in silence, each next to its flawless sibling in `PlainExchangeTests`.
@Suite struct FramingFaultTests {
  @Test func lengthAndChunkedTogether() async {
    let exchange = await exchange(
      answer(
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
    #expect(exchange.faultKinds == [.lengthAndChunked])
    #expect(exchange.end == .complete && exchange.bodyText == "abc")
  }

  @Test func twoLengths() async {
    let exchange = await exchange(
      answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 3\r\n\r\nabc"))
    #expect(exchange.faultKinds == [.conflictingLengths])
  }

  @Test func aLengthWithLetters() async {
    let exchange = await exchange(answer("HTTP/1.1 200 OK\r\nContent-Length: 3abc\r\n\r\nabc"))
    #expect(exchange.faultKinds == [.badLength])
    #expect(exchange.end == .complete)
  }

  @Test(arguments: ["-3", "abc"])
  func aLengthThatIsNone(value: String) async {
    let exchange = await exchange(answer("HTTP/1.1 200 OK\r\nContent-Length: \(value)\r\n\r\nabc"))
    #expect(exchange.faultKinds == [.badLength])
    #expect(exchange.failureKind == .malformedHead)
  }

  @Test func lineFeedsOnly() async {
    let exchange = await exchange(answer("HTTP/1.1 200 OK\nContent-Length: 3\n\nabc"))
    #expect(exchange.faultKinds == [.bareLineFeed])
    #expect(exchange.end == .complete && exchange.bodyText == "abc")
  }

  @Test func lineFeedsOnlyInChunks() async {
    let exchange = await exchange(
      answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n"))
    #expect(exchange.faultKinds == [.bareLineFeed])
    #expect(exchange.end == .complete && exchange.bodyText == "abc")
  }

  @Test func foldedHeaders() async {
    let exchange = await exchange(answer("HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 0\r\n\r\n"))
    #expect(exchange.faultKinds == [.foldedHeader])
    #expect(exchange.response?.head.headers.first("x") == "a b")
  }

  @Test func spaceBeforeColon() async {
    let exchange = await exchange(answer("HTTP/1.1 200 OK\r\nX : a\r\nContent-Length: 0\r\n\r\n"))
    #expect(exchange.faultKinds == [.spaceBeforeColon])
    #expect(exchange.response?.head.headers.first("x") == "a")
  }

  @Test func aStatusLineWithoutItsSpace() async {
    let exchange = await exchange(answer("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"))
    #expect(exchange.faultKinds == [.badStatusLine])
    #expect(exchange.response?.status == 200 && exchange.end == .complete)
  }

  @Test(arguments: ["hello, this is no HTTP\r\n\r\nmore", "HTP/1.1 200 OK\r\n\r\n", "{\"error\":1}"])
  func somethingElseThanHTTP(text: String) async {
    let exchange = await exchange(answer(text))
    #expect(exchange.faultKinds == [.badStatusLine])
    #expect(exchange.failureKind == .malformedHead)
    #expect(exchange.response?.status == 0)
    #expect(exchange.bodyText == text)
  }

  @Test(arguments: ["HTTP/1.1 20 OK", "HTTP/1.1 OK", "HTTP/3.7 200 OK", "HTTP/x 200 OK"])
  func aBrokenStatusLine(line: String) async {
    let exchange = await exchange(answer(line + "\r\nContent-Length: 0\r\n\r\n"))
    #expect(exchange.faultKinds == [.badStatusLine])
    #expect(exchange.failureKind == .malformedHead)
  }

  @Test(arguments: ["no colon here", "X: a\u{0}b"])
  func aBrokenHeaderLine(line: String) async {
    let exchange = await exchange(answer("HTTP/1.1 200 OK\r\nA: 1\r\n\(line)\r\nContent-Length: 0\r\n\r\n"))
    #expect(exchange.failureKind == .malformedHead)
    #expect(exchange.response?.head.headers == [HeaderField("A", "1")])
  }

  @Test(arguments: ["zz\r\nabc", "\r\n", "3\r\nabcd\r\n", "10000000000000000\r\n"])
  func brokenChunks(text: String) async {
    let exchange = await exchange(
      answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n" + text))
    #expect(exchange.failureKind == .malformedChunk)
    #expect(exchange.faultKinds == [.badChunk])
    #expect(exchange.bodyText?.hasPrefix("ok") == true)
  }
}

/// Bytes after the announced end of the response.
@Suite struct ExcessByteTests {
  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n",
    "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
  ])
  func areSeenWhenTheyComeAtOnce(text: String) async {
    let flawless = await exchange(answer(text) + [.sleep(milliseconds: 30)])
    #expect(flawless.end == .complete)
    #expect(flawless.framingFaults == [])
    let flawed = await exchange(answer(text + "!more\n") + [.sleep(milliseconds: 30)])
    #expect(flawed.framingFaults == [FramingViolation(.excessBytes, "6 bytes, beginning !more\\x0a")])
    #expect(flawed.end == .complete)
    #expect(flawed.bodyText == flawless.bodyText)
  }

  @Test func areSeenAfterABodyThatCameLater() async {
    for closing in ["", "Connection: close\r\n"] {
      let flawed = await exchange([
        .readRequest, .send("HTTP/1.1 200 OK\r\n\(closing)Content-Length: 3\r\n\r\n"),
        .sleep(milliseconds: 30),
        .send("abc!more\n"), .sleep(milliseconds: 30),
      ])
      #expect(flawed.framingFaults == [FramingViolation(.excessBytes, "6 bytes, beginning !more\\x0a")])
      #expect(flawed.end == .complete && flawed.bodyText == "abc")
    }
  }

  @Test func areSeenAfterTheAnswerToHead() async {
    let flawed = await exchange(
      answer("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc") + [.sleep(milliseconds: 30)], method: "HEAD")
    #expect(flawed.framingFaults == [FramingViolation(.excessBytes, "3 bytes, beginning abc")])
    #expect(flawed.end == .complete && flawed.bodyText == "")
  }
}
