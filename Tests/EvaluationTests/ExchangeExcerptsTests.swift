import Contract
import Testing
import Verdicts
import Wire

@testable import Evaluation

@Suite struct ExhibitsTests {
  static func reading(_ id: String, _ body: String, type: String = "application/json", stream: Bool = false)
    -> ResponseReading
  {
    ResponseReading(
      Exchange(
        id: id,
        request: Request(
          method: "POST", url: "http://h/v1/messages",
          body: Array("{\"model\":\"m\",\"stream\":\(stream)}".utf8)),
        response: Response(
          head: .init(statusLine: "HTTP/1.1 200 OK", status: 200, headers: [.init("content-type", type)]),
          body: Array(body.utf8), arrivals: [.init(offset: body.utf8.count, microseconds: 70)]),
        end: .complete, timings: .init(firstByte: 5, ended: 90)), expectsRejection: false)
  }

  static func result(_ verdict: Verdict, exchange: String = "0001") -> CheckResult {
    CheckResult(id: "a#b", requirement: "r", verdict: verdict, exchange: exchange)
  }

  static func failure(_ place: Place, exchange: String = "0001") -> CheckResult {
    let violation = Violation(reason: .missing, detail: .rule("wrong"), expected: "", actual: "", at: place)
    return result(.fail(violation), exchange: exchange)
  }

  static func text(_ range: Range<Int>?, _ body: String) -> String? {
    range.map { String(decoding: Array(body.utf8)[$0], as: UTF8.self) }
  }

  @Test func onlyWhatBrokeIsKept() {
    var excerpts = ExchangeExcerpts()
    let readings = ["0001", "0002", "0003"].map { Self.reading($0, "{\"a\":{\"b\":12}}") }
    excerpts.keep(
      readings,
      for: [
        Self.result(.pass),
        Self.failure(Place(pointer: JSONPointer(["a", "b"])), exchange: "0002"),
        Self.result(.unsupported(.named("refused")), exchange: "0003"), Self.failure(Place(), exchange: "0009"),
      ])
    #expect(excerpts.all.keys.sorted() == ["0002"])
    #expect(excerpts.all["0002"]?.responseBody?.marks == [10..<12])
  }

  /// Two cases that share an answer find two things wrong with it.
  @Test func marksOfALaterCaseAreAdded() {
    var excerpts = ExchangeExcerpts()
    let reading = Self.reading("0001", "{\"a\":1,\"b\":2}")
    excerpts.keep([reading], for: [Self.failure(Place(pointer: JSONPointer(["b"])))])
    excerpts.keep([reading], for: [Self.failure(Place(pointer: JSONPointer(["a"])))])
    #expect(excerpts.all["0001"]?.responseBody?.marks == [5..<6, 11..<12])
  }

  @Test func placesOfAnEventStreamAreFound() {
    let body = "event: ping\ndata: {\"type\":\"ping\"}\n\nevent: message_start\ndata: {\"type\":\"x\",\"index\":7}\n\n"
    let reading = Self.reading("0001", body, type: "text/event-stream", stream: true)
    #expect(Self.text(reading.range(of: Place(event: 1, pointer: JSONPointer(["index"]))), body) == "7")
    #expect(
      Self.text(reading.range(of: Place(event: 0)), body) == "event: ping\ndata: {\"type\":\"ping\"}")
    #expect(Self.text(reading.range(of: Place(byte: 12)), body) == "data: {\"type\":\"ping\"}")
    #expect(reading.range(of: Place(byte: body.utf8.count)) == body.utf8.count..<body.utf8.count)
    #expect(reading.range(of: Place(event: 99)) == nil)
    #expect(reading.range(of: Place()) == nil)
    var excerpts = ExchangeExcerpts()
    excerpts.keep([reading], for: [Self.failure(Place(event: 1, pointer: JSONPointer(["index"])))])
    let moments = excerpts.all["0001"]?.moments ?? []
    #expect(moments.map(\.name) == ["ping", "message_start"])
    #expect(moments.map(\.isMarked) == [false, true])
    #expect(moments.map(\.microseconds) == [70, 70])
  }

  @Test func aLongLineIsMarkedAtItsBeginning() {
    let reading = Self.reading("0001", String(repeating: "x", count: 5000))
    #expect(reading.range(of: Place(byte: 100)) == 100..<400)
  }
}
