import Files
import ReferenceServer
import Testing
import Wire

/// What is said before a run begins, and what is left of the runs before it.
@Suite(.serialized) struct StartTests {
  let out: String
  init() throws { out = try Files.temporaryDirectory(prefix: "dropin-start") }

  private func run(_ url: String, _ more: [String] = [], environment: [String: String] = [:]) throws -> ProcessResult {
    try dropin(["run", url, "--quiet", "--case", "minimal*", "--out", out] + more, environment: environment)
  }

  private func isOneLine(_ result: ProcessResult) -> Bool {
    result.output.isEmpty && result.error.split(separator: "\n").count == 1
  }

  @Test func addressesAreTakenAsTheyAreMeant() async throws {
    let server = try await ReferenceServer.start(Configuration())
    for given in ["127.0.0.1:\(server.port)", "http://127.0.0.1:\(server.port)/v1/messages"] {
      let result = try run(given)
      #expect(result.status == 0, "\(result)")
      let report = try JSONParser.parse(try Files.read(out + "/report.json")).root
      #expect(report["target"]?["base_url"]?.string == "http://127.0.0.1:\(server.port)")
    }
    #expect(try run("localhost").status == 2)
    await server.stop()
    try Files.remove(out)
  }

  @Test func aModelThatIsNotThereIsNamedWithThoseThatAre() async throws {
    let server = try await ReferenceServer.start(Configuration())
    let result = try run("http://127.0.0.1:\(server.port)", ["--model", "nope"])
    await server.stop()
    #expect(result.status == 2 && isOneLine(result), "\(result)")
    #expect(result.error.contains("has no model 'nope'; it lists reference/model-1"), "\(result.error)")
    #expect(try Files.list(out, extension: "json").isEmpty)
    try Files.remove(out)
  }

  @Test func aTokenThatIsRefusedIsNamedByItsVariable() async throws {
    var configuration = Configuration()
    configuration.authentication = .required(["token-of-the-start-tests"])
    let server = try await ReferenceServer.start(configuration)
    let result = try run("http://127.0.0.1:\(server.port)", environment: ["LM_API_TOKEN": "another-token-altogether"])
    #expect(result.status == 2 && isOneLine(result), "\(result)")
    #expect(result.error.contains("refuses the token of LM_API_TOKEN (401)"), "\(result.error)")
    // Told that nobody is let in, the suite looks at the refusals.
    let declared = try run("http://127.0.0.1:\(server.port)", ["--auth", "required", "--model", "m"])
    #expect(declared.status == 3, "\(declared)")
    await server.stop()
    try Files.remove(out)
  }

  @Test func anAddressWithoutTheAPIIsToldFromOneThatNobodyHas() async throws {
    var configuration = Configuration()
    configuration.pathPrefix = "/elsewhere"
    let server = try await ReferenceServer.start(configuration)
    let result = try run("http://127.0.0.1:\(server.port)", ["--model", "m"])
    #expect(result.status == 2 && isOneLine(result), "\(result)")
    #expect(result.error.contains("is not a Messages API: POST /v1/messages gives 404"), "\(result.error)")
    let secure = try run("https://127.0.0.1:\(server.port)", ["--model", "m"])
    #expect(secure.status == 4 && isOneLine(secure), "\(secure)")
    #expect(secure.error.contains("no TLS connection to") && secure.error.contains("--cacert"), "\(secure.error)")
    await server.stop()
    try Files.remove(out)
  }

  @Test func aServerThatStartsLateIsWaitedFor() throws {
    // Below the ports that the system gives out, so that no other test's server takes it meanwhile.
    let port = Int.random(in: 20000..<30000)
    // A process of its own, since the threads of the tests may all be waiting.
    let program = Files.join(Files.directory(of: try Files.executablePath()), "dropin")
    let serve = "(sleep 0.9; exec '\(program)' serve --port \(port)) >/dev/null 2>&1 & echo $!"
    let late = try dropinTests.run("/bin/sh", ["-c", serve]).output.split(separator: "\n").first ?? ""
    let result = try dropin([
      "run", "127.0.0.1:\(port)", "--quiet", "--case", "minimal*", "--out", out, "--wait", "120",
    ])
    _ = try dropinTests.run("/bin/sh", ["-c", "kill \(late)"])
    #expect(result.status == 0, "\(result)")
    try Files.remove(out)
  }

  @Test func namesThatSelectNothingAreRefusedWithTheNearest() throws {
    let target = ["run", "--target", "reference", "--quiet", "--out", out]
    for (option, wrong, right) in [
      ("--case", "minimall", "minimal"), ("--area", "sse-grammer", "sse-grammar"),
      ("--requirement", "resp-id-nonemty", "resp-id-nonempty"),
    ] {
      let result = try dropin(target + [option, wrong])
      #expect(result.status == 2 && result.error.contains("did you mean '\(right)'?"), "\(result)")
    }
    try Files.remove(out)
  }

  @Test func onlyAFinishedRunTakesThePlaceOfAnEarlierOne() throws {
    let reference = ["run", "--target", "reference", "--quiet", "--case", "minimal*"]
    #expect(try dropin(reference + ["--out", out]).status == 0)
    let before = try Files.read(out + "/report.json")
    try Files.write([0x61], to: out + "/notes")
    #expect(try run("http://127.0.0.1:9").status == 4)
    #expect(try Files.read(out + "/report.json") == before)
    #expect(try dropin(reference + ["--out", out, "--case", "models-list"]).status == 0)
    #expect(try Files.read(out + "/report.json") != before)
    #expect(!Files.exists(out + ".unfinished"))
    #expect(try Files.read(out + "/notes") == [0x61])
    try Files.remove(out)
  }

  @Test func theLastTenRunsStay() throws {
    let reference = ["run", "--target", "reference", "--quiet", "--case", "minimal[stream=off]"]
    for second in 0..<12 {
      let result = try dropin(
        reference, environment: ["SOURCE_DATE_EPOCH": "\(1_790_000_000 + second)"], in: out)
      #expect(result.status == 0, "\(result)")
      #expect(result.output.contains("reports/last/report.html"), "\(result.output)")
    }
    let names = try Files.entries(out + "/reports")
    #expect(names.count == 11 && names.last == "last", "\(names)")
    let report = try JSONParser.parse(try Files.read(out + "/reports/last/report.json")).root
    #expect(report["run"]?["started"]?.string == "2026-09-21T14:13:31Z", "\(report["run"]?["started"]?.text() ?? "")")
    try Files.remove(out)
  }
}
