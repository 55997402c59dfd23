import NIOHTTP1
import Testing
import Wire

@testable import Recording

@Suite struct ReplyWriterTests {
  static func writer(_ method: HTTPMethod = .POST, _ version: HTTPVersion = .http1_1) -> ReplyWriter {
    ReplyWriter(ClientRequest(HTTPRequestHead(version: version, method: method, uri: "/"), body: []))
  }

  static func head(_ status: Int, _ fields: [HeaderField]) -> ResponseHead {
    ResponseHead(statusLine: "HTTP/1.1 \(status) Fine Words", status: status, headers: fields)
  }

  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func aLengthIsKept() {
    var writer = Self.writer()
    let head = Self.text(writer.head(Self.head(200, [HeaderField("Content-Length", "2"), HeaderField("X-A", "b")])))
    #expect(head == "HTTP/1.1 200 Fine Words\r\nContent-Length: 2\r\nX-A: b\r\n\r\n")
    #expect(writer.body([1, 2]) == [1, 2] && writer.ending() == [] && !writer.closesConnection)
  }

  @Test func chunksAreMadeAnew() {
    var writer = Self.writer()
    let fields = [
      HeaderField("Transfer-Encoding", "chunked"), HeaderField("Content-Length", "9"),
      HeaderField("Connection", "keep-alive, X-Hop"), HeaderField("X-Hop", "1"), HeaderField("Keep-Alive", "timeout=5"),
    ]
    let head = Self.text(writer.head(Self.head(200, fields)))
    #expect(head == "HTTP/1.1 200 Fine Words\r\nTransfer-Encoding: chunked\r\n\r\n")
    #expect(Self.text(writer.body(Array("0123456789abcdef!".utf8))) == "11\r\n0123456789abcdef!\r\n")
    #expect(writer.body([]) == [] && Self.text(writer.ending()) == "0\r\n\r\n")
  }

  @Test func anOldClientGetsTheEndOfTheConnection() {
    var writer = Self.writer(.POST, .http1_0)
    let head = Self.text(writer.head(Self.head(200, [HeaderField("Transfer-Encoding", "chunked")])))
    #expect(head == "HTTP/1.1 200 Fine Words\r\nConnection: close\r\n\r\n")
    #expect(writer.body([7]) == [7] && writer.ending() == [] && writer.closesConnection)
  }

  @Test(arguments: [(HTTPMethod.HEAD, 200), (.POST, 204), (.GET, 304)])
  func nothingFollowsAHeadWithoutABody(_ method: HTTPMethod, _ status: Int) {
    var writer = Self.writer(method)
    let head = Self.text(writer.head(Self.head(status, [HeaderField("Content-Length", "5")])))
    #expect(head.contains("Content-Length: 5") && !head.contains("chunked"))
    #expect(writer.body([1]) == [] && writer.ending() == [])
  }

  @Test func fieldsOfOneConnectionAreNotHandedOn() {
    let kept = HopByHop.removed(from: [
      HeaderField("connection", "close, x-secret-hop"), HeaderField("X-Secret-Hop", "1"), HeaderField("TE", "trailers"),
      HeaderField("Upgrade", "h2c"), HeaderField("Proxy-Authorization", "Basic x"), HeaderField("accept", "*/*"),
    ])
    #expect(kept == [HeaderField("accept", "*/*")])
  }
}
