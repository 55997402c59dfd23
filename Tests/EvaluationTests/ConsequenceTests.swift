import Testing
import Verdicts
import Wire

@testable import Evaluation

/// What another requirement has said already of the same exchange is not said again.
@Suite struct ConsequenceTests {
  static let request =
    #"{"tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"any"},"max_tokens":20}"#

  func reply(_ text: String) -> String {
    let content = JSON.string(text).text()
    return
      #"{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":\#(content)}],"#
      + #""stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}"#
  }

  @Test func aCallInTheTextIsOneFinding() throws {
    let call = try judge(
      "tool_uses: { $length: 1 }", exchange(200, reply("<invoke name=\"f\"></invoke>"), request: Self.request))
    #expect(call[0].verdict.code == "control-follows")
    let prose = try judge("tool_uses: { $length: 1 }", exchange(200, reply("I had rather not."), request: Self.request))
    #expect(prose[0].verdict.kind == .fail)
  }

  /// Nobody has accepted anything with a page.
  @Test(arguments: ["<!doctype html><p>Sign in", "", "[]", #"{"status":"ok"}"#])
  func aPageIsNoAcceptance(_ body: String) throws {
    let result = try judge("refused", exchange(200, body, type: "text/html"))
    #expect(result[0].verdict.code == "control-follows")
  }

  @Test func aMessageIsAnAcceptance() throws {
    #expect(try judge("refused", exchange(200, reply("Hi")))[0].verdict.code == "accepted")
  }
}
