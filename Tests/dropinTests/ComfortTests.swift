import Files
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What makes the program pleasant in a shell.
@Suite(.serialized) struct ComfortTests {
  let folder: String
  init() throws { folder = try Files.temporaryDirectory(prefix: "dropin-comfort") }

  @Test func colourIsForcedAndForbiddenByTheUsualVariables() throws {
    let escape: Character = "\u{1B}"
    let arguments = ["run", "--target", "reference", "--case", "minimal*", "--quiet", "--out", "\(folder)/report"]
    func isColoured(_ environment: [String: String]) throws -> Bool {
      try dropin(arguments, environment: environment).output.contains(escape)
    }
    #expect(try !isColoured([:]))
    #expect(try isColoured(["FORCE_COLOR": "1"]))
    #expect(try isColoured(["CLICOLOR_FORCE": "1"]))
    #expect(try !isColoured(["FORCE_COLOR": "0"]))
    #expect(try !isColoured(["FORCE_COLOR": "1", "NO_COLOR": "1"]))
    try Files.remove(folder)
  }

  @Test func thePageIsOpenedByTheDesktopsProgram() throws {
    let opener = "\(folder)/xdg-open"
    try Files.write(Array("#!/bin/sh\nprintf '%s' \"$1\" > '\(folder)/opened'\n".utf8), to: opener)
    chmod(opener, 0o755)
    try Files.link("\(folder)/open", to: opener)
    let arguments = [
      "run", "--target", "reference", "--case", "minimal*", "--quiet", "--out", "\(folder)/report", "--open",
    ]
    let result = try dropin(arguments, environment: ["PATH": "\(folder):/usr/bin:/bin"])
    for _ in 0..<200 where !Files.exists("\(folder)/opened") { usleep(10_000) }
    #expect(String(decoding: try Files.read("\(folder)/opened"), as: UTF8.self) == "\(folder)/report/report.html")
    let without = try dropin(arguments, environment: ["PATH": "/nowhere"])
    #expect(without.status == result.status)
    #expect(without.error.contains("cannot open \(folder)/report/report.html"), "\(without.error)")
    try Files.remove(folder)
  }

  @Test(arguments: [
    (["run", "--", "--defect"], "index-gap"), (["run", "--", "--client"], "claude-code"),
    (["run", "--", "--area"], "sse"), (["run", "--", "--requirement"], "sse-index-from-zero"),
    (["run", "--", "--case"], "minimal"), (["run", "--", "--gate"], "client:claude-code"),
    (["run", "--", "--report"], "junit="), (["serve", "--", "--persona"], "lm-studio-desktop-0.4"),
    (["explain", "--", "positional@0"], "resp-id-nonempty"),
  ])
  func shellsAreOfferedValues(_ what: [String], _ value: String) throws {
    let result = try dropin(["---completion"] + what + ["0", "0", ""])
    #expect(result.status == 0, "\(result)")
    #expect(result.output.split(whereSeparator: \.isNewline).contains { $0 == value }, "\(result.output.prefix(300))")
    try Files.remove(folder)
  }

  @Test func aCaseIsMadeFromALineOfCurlAndTried() throws {
    let line = """
      curl http://localhost:1234/v1/messages -H 'x-api-key: secret-of-this-test' -H 'content-type: application/json' \
      -H 'anthropic-version: 2023-06-01' -d '{"model": "m", "max_tokens": 4, "messages": [{"role": "user", "content": "hi"}]}'
      """
    let arguments = [
      "new", "case", "from-curl", "--area", "mine", "--requirement", "http-post-messages", "--title", "It answers",
      "--from-curl", line, "--cases", folder,
    ]
    let made = try dropin(arguments)
    #expect(made.status == 0, "\(made)")
    let text = String(decoding: try Files.read("\(folder)/from-curl.yaml"), as: UTF8.self)
    #expect(!text.contains("secret-of-this-test") && text.contains("${model}"), "\(text)")
    let tried = try dropin(["try", "\(folder)/from-curl.yaml", "--target", "reference"])
    #expect(tried.status == 0 && tried.output.hasPrefix("PASS  from-curl\n"), "\(tried)")
    #expect(try dropin(arguments).status == 2)
    #expect(try dropin(arguments.map { $0 == line ? "wget x" : $0 }).error.contains("does not begin with curl"))
    try Files.remove(folder)
  }

  @Test func defectsAreFoundByAPartOfTheirName() throws {
    let found = try dropin(["serve", "--defects", "index"])
    let names = found.output.split(separator: "\n").compactMap { $0.split(separator: "\t").first }
    #expect(names.contains("index-gap") && names.count < 40, "\(names)")
    let missed = try dropin(["serve", "--defects", "index-gab"])
    #expect(missed.status == 2 && missed.error.contains("did you mean 'index-gap'?"), "\(missed)")
    #expect(try dropin(["serve", "index"]).status == 2)
    try Files.remove(folder)
  }

  @Test func theServerLogsRequestsAndSaysWhenItsPortIsTaken() throws {
    let server = try RunningDropin(["serve", "--port", "0", "--host", "::1", "--log"], in: folder)
    let url = try server.firstLine()
    #expect(url.hasPrefix("http://[::1]:"), "\(url)")
    let run = try dropin([
      "run", "\(url)/d/id-empty", "--case", "minimal*", "--quiet", "--out", "\(folder)/report", "--model",
      "reference/model-1",
    ])
    #expect(run.status == 1, "\(run)")
    try server.wait(for: 2, linesIn: "\(folder)/serve.out.err")
    let log = String(decoding: try Files.read("\(folder)/serve.out.err"), as: UTF8.self)
    #expect(log.contains("POST /d/id-empty/v1/messages 200 ") && log.contains("[id-empty]"), "\(log)")
    let port = String(url.split(separator: ":").last ?? "")
    let second = try dropin(["serve", "--host", "::1", "--port", port])
    #expect(second.status == 2 && second.error.contains("port \(port) of ::1 is taken"), "\(second)")
    let nowhere = try dropin(["serve", "--host", "no-such-host.invalid", "--port", "0"])
    #expect(nowhere.error.contains("cannot listen on no-such-host.invalid: "), "\(nowhere)")
    #expect(nowhere.status == 2 && !nowhere.error.contains("SocketAddress"), "\(nowhere)")
    server.stop()
    try Files.remove(folder)
  }

  @Test func aRecordedSessionIsJudgedByWhatWasAsked() throws {
    let server = try RunningDropin(["serve", "--port", "0"], in: folder)
    let url = try server.firstLine()
    let recorder = try RunningDropin(
      ["record", "--upstream", "\(url)/d/index-from-one", "--port", "0", "--out", "\(folder)/session"], in: folder)
    let asked = try dropin([
      "run", try recorder.firstLine(), "--model", "reference/model-1", "--case", "minimal*",
      "--quiet",
      "--out", "\(folder)/report",
    ])
    #expect(asked.status == 1, "\(asked)")
    try recorder.wait(for: 1, linesIn: "\(folder)/record.out.err")
    // A wrapper may hand the signal on twice.
    recorder.signal(SIGINT)
    recorder.signal(SIGINT)
    #expect(recorder.end() == 0)
    #expect(Files.exists("\(folder)/session/drafts/session.yaml"))
    #expect(try Files.list(folder, extension: "tmp").isEmpty)
    let judged = try dropin(["judge", "\(folder)/session/evidence"])
    #expect(judged.status == 1 && judged.output.contains("sse-index-from-zero"), "\(judged)")
    #expect(judged.output.contains("Python SDK 2.x") && !judged.output.contains("not known"), "\(judged)")
    server.stop()
    try Files.remove(folder)
  }
}
