import Testing
import Wire

@testable import Transport

@Suite struct BodyFramingTests {
  func framing(_ fields: [(String, String)], status: Int = 200, method: String = "POST") -> (
    framing: BodyFraming, kinds: [FramingViolation.Kind]
  ) {
    let head = ResponseHead(
      statusLine: "", status: status, headers: fields.map { HeaderField($0.0, $0.1) })
    let found = BodyFraming.of(head, method: method)
    return (found.framing, found.faults.map(\.kind))
  }

  @Test func withoutFaults() {
    #expect(framing([]) == (.untilClose, []))
    #expect(framing([("content-length", "12")]) == (.length(12), []))
    #expect(framing([("Content-Length", "12"), ("content-length", "12")]) == (.length(12), []))
    #expect(framing([("Transfer-Encoding", "Chunked")]) == (.chunked, []))
    #expect(framing([("Transfer-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]) == (.chunked, []))
    #expect(framing([("Transfer-Encoding", "gzip")]) == (.untilClose, []))
  }

  @Test func withoutABody() {
    #expect(framing([("Content-Length", "12")], method: "HEAD") == (.none, []))
    #expect(framing([("Transfer-Encoding", "chunked")], status: 304) == (.none, []))
    #expect(framing([], status: 204) == (.none, []))
  }

  @Test func contradictions() {
    #expect(
      framing([("Transfer-Encoding", "chunked"), ("Content-Length", "3")]) == (.chunked, [.lengthAndChunked]))
    #expect(
      framing([("Content-Length", "3"), ("Content-Length", "4")]) == (.length(4), [.conflictingLengths]))
    #expect(framing([("Transfer-Encoding", "chunked, gzip")]) == (.untilClose, [.badChunk]))
  }

  @Test(arguments: ["2abc", "+2", "2, 2", "0x2", "2.0", "99999999999999999999", ""])
  func lengthsThatAreNone(value: String) {
    #expect(framing([("Content-Length", value)]).kinds == [.badLength])
  }

  @Test(arguments: [("2abc", false), ("2, 2", false), ("abc", true), ("-2", true), ("", true)])
  func lengthsWithoutAnyDigitsInFrontEndTheTransfer(value: String, ends: Bool) {
    let head = ResponseHead(
      statusLine: "", status: 200, headers: [HeaderField("Content-Length", value)])
    #expect(BodyFraming.of(head, method: "GET").failure?.kind == (ends ? .malformedHead : nil))
  }
}
