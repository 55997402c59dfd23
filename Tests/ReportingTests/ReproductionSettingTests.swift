import Cases
import Testing
import Wire

@testable import Reporting

/// Lines for requests that mean nothing by themselves.
@Suite struct ReproductionSettingTests {
  static func call(_ path: String, _ body: String? = nil, disconnect: DisconnectRule? = nil) -> ReproducedCall {
    ReproducedCall(
      Request(
        method: body == nil ? "GET" : "POST", url: "http://h/\(path)",
        headers: [HeaderField("User-Agent", "u"), HeaderField("Accept", "a"), HeaderField("Content-Type", "t")],
        body: body.map { Array($0.utf8) }), exchange: "0007", disconnect: disconnect)
  }

  static func line(_ call: ReproducedCall, _ setting: Reproduction.Setting = .alone) -> String {
    Reproduction.curlLine(for: call, setting, tokenVariable: "TOKEN", redactor: Redactor(secrets: []))
      .replacing(" -H 'User-Agent: u' -H 'Accept: a' -H 'Content-Type: t'", with: "")
  }

  @Test func theFramingOfTheBody() {
    var call = Self.call("", "x")
    call.framing = .chunked
    #expect(Self.line(call).contains(" -H 'Transfer-Encoding: chunked' -H 'Expect:' "))
    call.framing = .expectContinue
    #expect(Self.line(call).contains(" -H 'Expect: 100-continue' "))
    call.request.headers.append(HeaderField("expect", "100-continue"))
    #expect(!Self.line(call).contains("Expect"))
  }

  @Test func aResponseWithoutAnEndIsGivenUp() {
    var call = Self.call("")
    call.seconds = 3
    #expect(Self.line(call) == "curl -sS -i --max-time 3 'http://h/'")
  }

  @Test func anEncryptedConnectionSpeaksTheSameVersion() {
    var call = Self.call("")
    call.request.url = "https://h/"
    #expect(Self.line(call) == "curl -sS -i --http1.1 'https://h/'")
  }

  @Test func hangingUp() {
    #expect(
      Self.line(Self.call("", disconnect: .afterEvent("message_start")))
        == "curl -sS -i 'http://h/' | sed '/^event: *message_start/,/^[[:cntrl:]]*$/{/^[[:cntrl:]]*$/q;}'")
    #expect(
      Self.line(Self.call("", disconnect: .afterBytes(40))) == "curl -sS -D /dev/stderr 'http://h/' | head -c 40")
    #expect(!Self.line(Self.call("", disconnect: .afterEvent("a'/e id;b"))).contains("a'"))
  }

  @Test func whatGoesOutBefore() {
    let first = Self.call("1", disconnect: .afterBytes(4))
    let second = Self.call("2")
    #expect(
      Self.line(second, .after([first], shown: false))
        == "curl -sS -D /dev/stderr 'http://h/1' | head -c 4 >/dev/null 2>/dev/null; curl -sS -i 'http://h/2'")
    #expect(
      Self.line(second, .after([Self.call("1")], shown: true))
        == "curl -sS -i 'http://h/1'; echo; curl -sS -i 'http://h/2'")
  }

  @Test func overOneConnection() {
    let last = Self.call("3", "\u{1}")
    let figure = #"-w '\nconnections made for it: %{num_connects}\n'"#
    let setting = Reproduction.Setting.onConnection(of: [Self.call("1", "x"), Self.call("2")])
    #expect(
      Self.line(last, setting)
        == #"printf '\001' | curl -sS -o /dev/null --data-raw 'x' \#(figure) 'http://h/1' --next "#
        + #"-sS -o /dev/null \#(figure) 'http://h/2' --next -sS -i --data-binary @- \#(figure) 'http://h/3'"#)
    // There is only one input.
    #expect(!Self.line(last, .onConnection(of: [Self.call("1", "\u{2}")])).contains("--next"))
  }

  @Test func sideBySide() {
    #expect(
      Self.line(Self.call("2"), .beside([Self.call("1", "\u{1}")]))
        == #"d=$(mktemp -d); printf '\001' | curl -Z --parallel-immediate -sS -i -o "$d/1" --data-binary @- "#
        + #"'http://h/1' --next -sS -i -o "$d/2" 'http://h/2'; "#
        + #"for f in "$d"/*; do cat "$f"; echo; done; rm -r "$d""#)
    #expect(
      Self.line(Self.call("2"), .during(Self.call("1")))
        == "curl -sS -i 'http://h/1' | { IFS= read -r _; curl -sS -i 'http://h/2'; cat >/dev/null; }")
  }
}

@Suite struct RepeatedRunTests {
  private static func whole(_ parts: [RepeatedRun.Part], of bytes: [UInt8]) -> [UInt8] {
    parts.flatMap { part -> [UInt8] in
      switch part {
      case .literal(let range): Array(bytes[range])
      case .run(let run):
        Array(repeatElement(bytes[run.start..<(run.start + run.period)], count: run.times).joined())
      }
    }
  }

  @Test(arguments: [1, 2, 7, 45, 256]) func aBodyIsPutTogetherAgain(_ period: Int) throws {
    let unit = (0..<period).map { UInt8($0) }
    let bytes =
      Array("before".utf8) + Array(repeatElement(unit, count: 100_000 / period).joined()) + Array("after".utf8)
    let parts = try #require(RepeatedRun.parts(of: bytes, longestLiteral: 4096))
    #expect(Self.whole(parts, of: bytes) == bytes)
    #expect(parts.contains { if case .run(let run) = $0 { run.period == period } else { false } })
  }

  @Test func severalRuns() throws {
    let bytes = [UInt8](repeating: 1, count: 30_000) + [2, 3, 4] + [UInt8](repeating: 5, count: 90_000)
    let parts = try #require(RepeatedRun.parts(of: bytes, longestLiteral: 4096))
    #expect(Self.whole(parts, of: bytes) == bytes)
    #expect(parts.count == 3)
  }

  @Test func whatIsNotRepeatedIsNotTakenApart() {
    let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &>> 3) }
    #expect(RepeatedRun.parts(of: bytes, longestLiteral: 4096) == nil)
    #expect(RepeatedRun.parts(of: [UInt8](repeating: 1, count: 300) + bytes, longestLiteral: 4096) == nil)
  }
}
