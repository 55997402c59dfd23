import Files
import Testing

/// `dropin try`: one file against the embedded server.
@Suite(.serialized) struct TryTests {
  let folder: String
  init() throws { folder = try Files.temporaryDirectory(prefix: "dropin-try") }

  private func write(_ expectation: String, request: String = "base.one_token") throws -> String {
    let text = """
      format: 2
      area: mine
      cases:
        - id: mine
          title: A case of my own
          requirement: http-post-messages
          control: none
          request: { $use: \(request) }
          expect: \(expectation)

      """
    let path = "\(folder)/mine.yaml"
    try Files.write(Array(text.utf8), to: path)
    return path
  }

  private func attempt(_ file: String, _ more: [String] = []) throws -> ProcessResult {
    try dropin(["try", file, "--target", "reference"] + more)
  }

  @Test func whatHoldsIsOneLine() throws {
    let result = try attempt(try write("{ body: { role: assistant } }"))
    #expect(result.status == 0, "\(result)")
    #expect(result.output.hasPrefix("PASS  mine\n"), "\(result.output)")
    #expect(!result.output.contains("HTTP/1.1"))
    let verbose = try attempt("\(folder)/mine.yaml", ["-v"])
    #expect(verbose.output.contains("  > POST http://127.0.0.1"), "\(verbose.output)")
    #expect(verbose.output.contains("  < content-type: application/json"))
    try Files.remove(folder)
  }

  @Test func whatDoesNotHoldIsShownWithTheResponse() throws {
    let result = try attempt(try write("{ body: { role: nobody } }"))
    #expect(result.status == 1, "\(result)")
    #expect(result.output.contains("FAIL  mine\n"))
    #expect(result.output.contains("    expected ") && result.output.contains("nobody"))
    #expect(result.output.contains("  < HTTP/1.1 200 OK\n") && result.output.contains("\"role\":\"assistant\""))
    try Files.remove(folder)
  }

  @Test func aRefusalThatNobodyExpectedIsShown() throws {
    let file = try write("{ body: { role: assistant } }", request: "mine.wrong")
    try Files.makeDirectories("\(folder)/fixtures/requests")
    try Files.write(
      Array("wrong: { $use: base.one_token, body: { max_tokens: nonsense } }\n".utf8),
      to: "\(folder)/fixtures/requests/mine.yaml")
    let result = try attempt(file)
    #expect(result.status == 1, "\(result)")
    #expect(result.output.contains("  < HTTP/1.1 400 Bad Request"), "\(result.output)")
    #expect(result.output.contains("max_tokens"))
    try Files.remove(folder)
  }

  @Test func errorsAreShownWhereTheyAreAndNothingIsSent() throws {
    let result = try attempt(try write("{ bodi: { role: assistant } }"))
    #expect(result.status == 2, "\(result)")
    #expect(result.error.contains("mine.yaml:9") && result.error.contains("did you mean 'body'"), "\(result.error)")
    #expect(result.output.isEmpty)
    #expect(try attempt("\(folder)/absent.yaml").status == 2)
    try Files.remove(folder)
  }

  @Test func aFileOfTheSuiteIsTriedAsItIs() throws {
    let result = try attempt("\(packageRoot)/specs/cases/basics/minimal.yaml", ["--defect", "id-empty"])
    #expect(result.status == 1 && result.output.contains("resp-id-nonempty"), "\(result)")
    try Files.remove(folder)
  }

  @Test func watchingRunsAgainAfterAChange() throws {
    let file = try write("{ body: { role: nobody } }")
    let running = try RunningDropin(["try", file, "--target", "reference", "--watch"], in: folder)
    try running.wait(for: 1, linesIn: "\(folder)/try.out.err")
    _ = try write("{ body: { role: assistant } }")
    try running.wait(for: 2, linesIn: "\(folder)/try.out.err")
    running.stop()
    let output = String(decoding: try Files.read("\(folder)/try.out"), as: UTF8.self)
    #expect(output.contains("FAIL  mine\n") && output.contains("PASS  mine\n"), "\(output)")
    try Files.remove(folder)
  }
}
