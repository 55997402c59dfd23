import Testing

@testable import Wire

extension EventStreamParser {
  /// All items of a complete body.
  fileprivate static func items(of body: some Sequence<UInt8>) -> [EventStreamItem] {
    var parser = EventStreamParser()
    let items = parser.receive(body)
    return items + parser.finish()
  }
}

@Suite struct EventStreamParserTests {
  func events(_ text: String) -> [ServerSentEvent] {
    EventStreamParser.items(of: text.utf8).compactMap { if case .event(let event) = $0 { event } else { nil } }
  }
  func faults(_ bytes: [UInt8]) -> [EventStreamFault.Kind] {
    EventStreamParser.items(of: bytes).compactMap { if case .fault(let fault) = $0 { fault.kind } else { nil } }
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func acceptsEveryLineEnd(end: String) {
    let text = ["event: a", "data: 1", "", "event:b", "data:2", "data: 3", "", ""].joined(separator: end)
    let found = events(text)
    #expect(found.map(\.name) == ["a", "b"])
    #expect(found.map(\.data) == ["1", "2\n3"])
    #expect(found.map(\.isTerminated) == [true, true])
    #expect(faults(Array(text.utf8)).isEmpty)
  }

  @Test func splitsAnywhereWithTheSameResult() {
    let text = "event: héllo\r\ndata: {\"a\":\"😀\"}\r\n\r\n: ping\n\ndata: x\n\n"
    let whole = EventStreamParser.items(of: text.utf8)
    let bytes = Array(text.utf8)
    for cut in 0...bytes.count {
      var parser = EventStreamParser()
      var items = parser.receive(bytes[..<cut])
      items += parser.receive(bytes[cut...])
      items += parser.finish()
      #expect(items.map(content) == whole.map(content))
    }
  }

  func content(_ item: EventStreamItem) -> String {
    switch item {
    case .event(let event): "\(event.name ?? "-")|\(event.data ?? "-")|\(event.range.lowerBound)"
    case .comment(let text, let range): "#\(text)|\(range.lowerBound)"
    case .fault(let fault): "!\(fault.kind)|\(fault.offset)"
    }
  }

  @Test func reportsPlaces() throws {
    let found = events("event: a\ndata: {}\n\nevent: b\ndata: []\n\n")
    #expect(found.map(\.range) == [0..<19, 19..<38])
    #expect(found.map(\.dataOffset) == [15, 34])
  }

  @Test func reportsFramingFaults() {
    #expect(faults(Array("\u{FEFF}event: a\ndata: 1\n\n".utf8)) == [.byteOrderMark, .unknownField])
    #expect(faults(Array("event: a\ndata: 1\n".utf8)) == [.unterminatedEvent])
    #expect(faults(Array("{\"type\":\"x\"}\n\n".utf8)) == [.unknownField])
    #expect(faults([0x64, 0x61, 0x74, 0x61, 0x3A, 0xFF, 0x0A, 0x0A]) == [.invalidUTF8])
  }

  @Test func boundsMemoryOfALineWithoutEnd() {
    var parser = EventStreamParser(maximumLineLength: 10)
    let items = parser.receive(repeatElement(UInt8(ascii: "x"), count: 1000))
    #expect(items.count == 1)
  }
}
