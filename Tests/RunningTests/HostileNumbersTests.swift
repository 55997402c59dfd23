import Evidence
import Files
import Planning
import Testing
import Transport
import Wire

@testable import Cases
@testable import Evaluation
@testable import Running

/// Numbers at the ends of what fits, wherever a server or a file can write one.
@Suite struct HostileNumbersTests {
  static let ends = [
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-1", "1e400", "0.5", "\"5\"",
  ]

  @Test(arguments: ends) func tokensOfAnySizeAreCounted(_ number: String) async throws {
    let usage =
      #"{"input_tokens":\#(number),"output_tokens":\#(number),"cache_read_input_tokens":\#(number),"cache_creation_input_tokens":\#(number)}"#
    let transport = ClosureTransport { request, _ in
      Exchange(
        id: "", request: request,
        response: Response(
          head: ResponseHead(
            statusLine: "HTTP/1.1 200 OK", status: 200, headers: [HeaderField("content-type", "application/json")]),
          body: Array(
            #"{"id":"msg","type":"message","role":"assistant","model":"m","content":[],"stop_reason":"end_turn","stop_sequence":null,"usage":\#(usage)}"#
              .utf8)),
        end: .complete, timings: TransferTimings(ended: .max))
    }
    let suite = try suite(sample)
    let renderer = RequestRenderer(baseURL: "http://h", defaultAuth: .none)
    let plan = Plan(suite: suite, selection: Selection(), facts: TargetFacts(), replayAuth: [], renderer: renderer)
    let outcome = await SuiteRun(
      plan: plan, source: LiveSource(transport: transport, token: nil, journal: nil), renderer: renderer, model: "m"
    ).run()
    #expect(outcome.totals.inputTokens >= 0 && outcome.totals.inputTokens <= Int.mostCount)
    #expect(outcome.totals.outputTokens >= 0 && outcome.totals.outputTokens <= Int.mostCount)
  }

  @Test(arguments: ["9223372036854775807", "-1", "1125899906842624"]) func timesOfEvidenceAreCounts(_ number: String)
    throws
  {
    let record =
      #"{"id":"1","request":{"method":"GET","url":"u","headers":[]},"response":null,"end":"complete","timings":{"ended_us":\#(number)}}"#
    let json = try JSONParser.parse(record)
    #expect(throws: ExchangeFormatError.self) { try Exchange(json: json) }
  }

  @Test func aServerThatKeepsWaitingIsKnownAfterThreeCases() {
    var waits = KnownWaits()
    func exchange(_ id: String, _ end: TransferEnd, body: String = "", at times: [Int] = [], ended: Int = 1000)
      -> Exchange
    {
      Exchange(
        id: id, request: Request(method: "POST", url: "u"),
        response: Response(
          head: ResponseHead(statusLine: "HTTP/1.1 200 OK", status: 200, headers: []), body: Array(body.utf8),
          arrivals: times.map { Arrival(offset: 0, microseconds: $0) }), end: end,
        timings: TransferTimings(firstByte: 2_000_000, ended: ended))
    }
    let silent = TransferEnd.failed(TransferFailure(.firstByteTimeout, ""))
    waits.learn(exchange("1", .complete, at: [1, 4_000_001], ended: 4_000_001), of: "a")
    for address in ["a", "a", "a", "b"] { waits.learn(exchange("2", silent), of: address) }
    var options = TransferOptions()
    waits.shorten(&options)
    #expect(options.limits == TransferLimits() && waits.diagnoses.isEmpty)
    waits.learn(exchange("3", silent), of: "c")
    waits.shorten(&options)
    // Three times as long as the longest answer took to begin.
    #expect(options.limits.firstByte == 6_000)
    #expect(options.limits.idle == TransferLimits().idle && options.quietEnd == nil)
    #expect(waits.diagnoses.map(\.code) == [.repeatedTimeouts])
    for address in ["a", "b", "c"] {
      waits.learn(
        exchange("4", .complete, body: "data: {\"type\":\"message_stop\"}\n\n", at: [1], ended: 12_000_000), of: address
      )
    }
    waits.shorten(&options)
    #expect(options.quietEnd == QuietEnd(mark: "message_stop", milliseconds: 2_500))
  }

  /// The first answer without an end is waited out, the next two get less, and what follows less and less.
  @Test func anAnswerWithoutAnEndIsWaitedOutOnce() {
    var waits = KnownWaits()
    func learn(_ address: String, _ end: TransferEnd, milliseconds: Int) {
      waits.learn(
        Exchange(
          id: "1", request: Request(method: "POST", url: "u"),
          response: Response(head: ResponseHead(statusLine: "HTTP/1.1 200 OK", status: 200, headers: []), body: []),
          end: end, timings: TransferTimings(firstByte: 1, ended: milliseconds.times(1000))), of: address)
    }
    func total() -> Int {
      var options = TransferOptions()
      options.limits.total = 600_000
      waits.shorten(&options)
      return options.limits.total
    }
    let drip = TransferEnd.failed(TransferFailure(.totalTimeout, ""))
    #expect(total() == 600_000)
    learn("a", drip, milliseconds: 600_000)
    #expect(total() == 120_000)
    learn("b", .complete, milliseconds: 20_000)
    #expect(total() == 200_000)
    for address in ["c", "d"] { learn(address, drip, milliseconds: 200_000) }
    #expect(total() == 60_000)
    waits = KnownWaits()
    learn("z", .complete, milliseconds: 10)
    var seen: [Int] = []
    for number in 1...18 {
      learn("\(number)", drip, milliseconds: 1)
      if number.isMultiple(of: 3) { seen.append(total()) }
    }
    #expect(seen == [15_000, 7_500, 3_750, 1_875, 1_000, 1_000])
  }

  /// What a server has said in parts is sent back whole, and is not written down.
  @Test func aTokenSentBackIsBlottedOut() async throws {
    let token = "sk-lm-kQ3vX9Tz:pR8wLm2NcY5bHd7J"
    let directory = EvidenceDirectory(try Files.temporaryDirectory(prefix: "dropin-test"))
    let journal = try directory.journal()
    let transport = ClosureTransport { request, _ in
      Exchange(id: "", request: request, response: nil, end: .complete, timings: TransferTimings())
    }
    let source = LiveSource(transport: transport, token: token, journal: journal)
    _ = await source.exchange(
      ExchangeKey(address: "a", step: "s"),
      sending: Request(
        method: "POST", url: "http://h/", headers: [HeaderField("authorization", "Bearer ${TOKEN}")],
        body: Array("{\"content\":\"\(token)\"}".utf8)), options: TransferOptions())
    await journal.close()
    let written = String(decoding: try Files.read(directory.path + "/exchanges.jsonl"), as: UTF8.self)
    #expect(
      !written.contains("kQ3vX9Tz") && !written.contains("pR8wLm2NcY5bHd7J") && written.contains("Bearer ${TOKEN}"))
    try Files.remove(directory.path)
  }
}
