import Cases
import Contract
import Testing
import Verdicts
import Wire

@testable import Evaluation

@Suite struct CheckTests {
  func verdict(_ text: String, _ exchange: Exchange) throws -> (VerdictKind, String?) {
    let results = try judge(text, exchange)
    return (results[0].verdict.kind, results[0].verdict.code)
  }

  static let faults: [(Int, String, VerdictKind, String?)] = [
    (200, message, .pass, nil),
    (200, errorBody("api_error", "x"), .fail, "error-with-200"),
    (200, #"{"error":"Unexpected endpoint"}"#, .fail, "error-with-200"),
    (400, errorBody("invalid_request_error", "x"), .fail, "refused"),
    (500, "oops", .fail, "server-error"), (302, "", .fail, "wrong-status"),
  ]

  @Test(arguments: faults)
  func answered(status: Int, body: String, verdict: VerdictKind, reason: String?) throws {
    let result = try self.verdict("answered", exchange(status, body))
    #expect(result == (verdict, reason))
  }

  @Test(arguments: [
    (400, errorBody("invalid_request_error", "max_tokens: required"), VerdictKind.pass, String?.none),
    (422, #"{"detail":"max_tokens"}"#, .pass, nil), (500, "oops", .pass, nil), (404, "", .pass, nil),
    (200, message, .fail, "accepted"), (401, errorBody("authentication_error", "x"), .fail, "wrong-status"),
    (429, "", .inconclusive, "overload"), (302, "", .fail, "accepted"),
  ])
  func refusedAtAll(status: Int, body: String, verdict: VerdictKind, reason: String?) throws {
    let result = try self.verdict("refused", exchange(status, body))
    #expect(result == (verdict, reason))
  }

  @Test(arguments: [
    (400, "invalid_request_error", "prompt is too long", VerdictKind.pass, String?.none),
    (404, "not_found_error", "prompt is too long", .fail, "wrong-status"),
    (500, "api_error", "prompt is too long", .fail, "server-error"),
    // What is wrong with the type beside the status is for the rule on types to say.
    (400, "api_error", "prompt is too long", .pass, nil),
    (400, "exceed_context_size_error", "prompt is too long", .pass, nil),
    (400, "invalid_request_error", "no", .fail, "not-mentioned"),
  ])
  func refusedWhole(status: Int, type: String, text: String, verdict: VerdictKind, reason: String?) throws {
    let claim = "refused: { status: 400, type: invalid_request_error, mentions: [Too Long] }"
    let result = try self.verdict(claim, exchange(status, errorBody(type, text)))
    #expect(result == (verdict, reason))
  }

  /// A type that fits its status, and is still another than the case asks for, is for the case to say.
  @Test func anotherTypeOfTheSameStatus() throws {
    let claim = "refused: { status: [400, 413], type: request_too_large }"
    let result = try verdict(claim, exchange(400, errorBody("invalid_request_error", "x")))
    #expect(result == (.fail, "wrong-error-type"))
  }

  /// A missing header is reported as well, and is not why there is no message.
  @Test func saysWhyThereIsNoMessage() throws {
    let events = [
      #"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
      #"{"type":"message_stop"}"#,
    ]
    let stream = events.map { data in
      let name = data.hasSuffix("stop\"}") ? "message_stop" : "content_block_start"
      return "event: \(name)\ndata: \(data)\n\n"
    }
    var sent = exchange(200, stream.joined(), type: "text/event-stream", request: #"{"stream":true}"#)
    sent.response?.head.headers.removeAll { $0.name == "request-id" }
    let found = try judge("message: { stop_reason: end_turn }", sent)[0].verdict
    #expect(found == .inconclusive(.unreadableReply(owner: "sse-first-message-start")))
  }

  @Test func refusalDetails() throws {
    let body = #"{"type":"error","error":{"type":"invalid_request_error","message":"m","details":{"error_code":"a"}}}"#
    #expect(try verdict("refused: { status: 400, details: { error_code: a } }", exchange(400, body)).0 == .pass)
    #expect(
      try verdict("refused: { status: 400, details: { error_code: b } }", exchange(400, body)).1 == "wrong-details")
  }

  @Test func namesTheField() throws {
    let good = try judge(
      "{ refused: {}, mentions_field: [max_tokens] }",
      exchange(400, errorBody("invalid_request_error", "MAX_TOKENS missing")))
    #expect(good.map(\.verdict.kind) == [.pass, .pass])
    #expect(good[1].requirement == "err-message-names-field")
    let bad = try judge(
      "{ refused: {}, mentions_field: [max_tokens] }", exchange(400, errorBody("invalid_request_error", "bad")))
    #expect(bad.map(\.verdict.kind) == [.pass, .fail])
    #expect(try judge("{ refused: {}, mentions_field: [x] }", exchange(400, "<html>")).count == 1)
  }

  @Test func alternativesAreExactlyThese() throws {
    let claim =
      "any_of: { taken: { answered: true }, refused: { refused: { status: 400, mentions: [speed] }, result: unsupported } }"
    #expect(try verdict(claim, exchange(200, message)).0 == .pass)
    #expect(try verdict(claim, exchange(400, errorBody("invalid_request_error", "speed?"))).0 == .unsupported)
    #expect(try verdict(claim, exchange(400, errorBody("invalid_request_error", "no"))).0 == .fail)
    #expect(try verdict(claim, exchange(500, "x")).0 == .fail)
  }

  @Test func viewsAndPlaces() throws {
    let results = try judge("message: { usage: { output_tokens: 5 } }", exchange(200, message))
    #expect(results[0].verdict.kind == .fail)
    #expect(results[0].verdict.violation?.place.pointer?.description == "/usage/output_tokens")
    let byte = try #require(results[0].verdict.violation?.place.byte)
    #expect(Array(message.utf8)[byte] == UInt8(ascii: "2"))
    #expect(try verdict("usage: { input_total: 7 }", exchange(200, message)).0 == .pass)
    #expect(try verdict("text: Hi there", exchange(200, message)).0 == .pass)
    #expect(try verdict("block_types: [text]", exchange(200, message)).0 == .pass)
    #expect(try verdict("headers: { content-type: { $media: application/json } }", exchange(200, message)).0 == .pass)
    #expect(try verdict("time: { first_byte: { $lte: 1 } }", exchange(200, message)).0 == .pass)
    #expect(try verdict("status: [200, 204]", exchange(200, message)).0 == .pass)
  }

  /// A prompt of no tokens is a defect of the count, and shows nothing of what the server read.
  @Test func aPromptThatIsNotCountedDecidesNothing() throws {
    func counted(_ tokens: Int, text: String = "Hi") -> Exchange {
      let content = #"[{"type":"text","text":"\#(text)"}]"#
      return exchange(
        200, #"{"type":"message","content":\#(content),"usage":{"input_tokens":\#(tokens),"output_tokens":1}}"#)
    }
    #expect(
      try verdict("usage: { input_total: { $gte: 5 } }", counted(0)) == (.inconclusive, "control-input-uncounted"))
    #expect(try verdict("usage: { input_total: { $gte: 5 } }", counted(1)).0 == .fail)
    #expect(try verdict("usage: { input_total: { $gte: 5 } }", counted(0, text: "")).0 == .fail)
    #expect(try verdict("usage: { output_tokens: 5 }", counted(0)).0 == .fail)
  }

  @Test func transportTroubleIsChargedToItsOwner() throws {
    let cut = exchange(200, "{", end: .failed(TransferFailure(.truncated, "x")))
    #expect(try verdict("answered", cut) == (.inconclusive, "transport-cut-off"))
    let hang = exchange(200, "", end: .failed(TransferFailure(.idleTimeout, "x")))
    #expect(try verdict("answered", hang) == (.inconclusive, "transport-too-slow"))
    let long = exchange(200, "", end: .failed(TransferFailure(.bodyTooLarge, "x")))
    #expect(try verdict("answered", long) == (.inconclusive, "transport-reply-too-long"))
    let reset = exchange(200, "", end: .failed(TransferFailure(.reset, "x")))
    #expect(try verdict("refused", reset) == (.fail, "reset"))
    let gone = exchange(200, "", end: .failed(TransferFailure(.couldNotConnect, "x")))
    #expect(try verdict("answered", gone).0 == .notRun)
  }

  @Test func unreadableRepliesAreNotChargedTwice() throws {
    #expect(
      try verdict("answered", exchange(200, "<html>", type: "text/html")) == (
        .inconclusive, "transport-unreadable-reply"
      ))
    #expect(
      try verdict("message: { role: assistant }", exchange(200, "<html>")) == (
        .inconclusive, "transport-unreadable-reply"
      ))
    #expect(try verdict("message: { role: assistant }", exchange(404, errorBody("not_found_error", "x"))).0 == .fail)
  }

  @Test func givenAndOtherwise() throws {
    let claim = "{ precondition: { block_types: { $contains: thinking } }, text: nothing }"
    #expect(try verdict(claim, exchange(200, message)) == (.inconclusive, "model-not-given"))
    let graded = "{ block_types: [tool_use], classify_failure: [ { reason: silently-ignored, block_types: [text] } ] }"
    #expect(try verdict(graded, exchange(200, message)) == (.fail, "silently-ignored"))
  }

  @Test func aFailedControlSilencesBothWays() throws {
    for body in [message, errorBody("x", "y")] {
      let results = try judge("answered", exchange(200, body), control: .notHeld("minimal"))
      #expect(results[0].verdict.kind == .inconclusive)
      #expect(results[0].verdict.code == "control-failed")
    }
    #expect(try judge("answered", exchange(200, message), control: .held)[0].verdict.kind == .pass)
  }

  @Test func anAbsentFeatureSilencesWhatNeedsIt() throws {
    for body in [message, errorBody("x", "y")] {
      let results = try judge("answered", exchange(200, body), control: .unsupported("image-png"))
      #expect(results[0].verdict.kind == .notApplicable)
      #expect(results[0].verdict.code == "control-unsupported")
    }
  }

  @Test func theConnectionTellsWhetherItWasUsedBefore() throws {
    var reused = exchange(200, message)
    reused.reusedConnection = true
    #expect(try verdict("connection: { reused: true }", reused).0 == .pass)
    #expect(try verdict("connection: { reused: true }", exchange(200, message)).0 == .fail)
  }
}
