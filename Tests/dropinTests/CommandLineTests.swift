import Files
import ReferenceServer
import Testing
import Wire

/// The built program, as a user starts it.
@Suite(.serialized) struct CommandLineTests {
  @Test func lintAcceptsTheSuite() throws {
    let result = try dropin(["lint"])
    #expect(result.status == 0, "\(result.error)")
  }

  @Test func mistypedOptionsAreUsageErrors() throws {
    #expect(try dropin(["run", "--nope"]).status == 2)
    #expect(try dropin(["frobnicate"]).status == 2)
    #expect(try dropin(["run", "ftp://x"]).status == 2)
    #expect(try dropin(["run", "--report", "nonsense"]).status == 2)
    #expect(try dropin(["run", "--token-env", "DROPIN_NO_SUCH_VARIABLE", "http://127.0.0.1:9"]).status == 2)
    #expect(try dropin(["run", "--specs", "/nonexistent", "--target", "reference"]).status == 2)
    let twice = try dropin(["lint", "--specs", "specs", "--specs", "specs"])
    #expect(twice.status == 2 && twice.error.contains("--cases DIR adds cases of your own"), "\(twice)")
    let outside = try dropin(["lint", "README.md"])
    #expect(outside.status == 2 && outside.error.contains("--cases DIR adds a directory"), "\(outside)")
    #expect(try dropin(["--help"]).status == 0)
    #expect(try dropin(["--version"]).status == 0)
  }

  @Test func theReferenceServerSatisfiesTheGate() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-cli")
    let result = try dropin(["run", "--target", "reference", "--out", out, "--quiet"])
    #expect(result.status == 0, "\(result.output)")
    let report = try JSONParser.parse(try Files.read(out + "/report.json")).root
    #expect(report["format"] == "dropin-report/2")
    let failed = (report["checks"]?.array ?? []).filter { $0["verdict"] == "fail" }.compactMap { $0["id"]?.string }
    #expect(failed == [])
    // The same evidence judged again, without a server, says the same.
    let again = try dropin(["judge", out + "/evidence", "--report", "json=\(out)/again.json"])
    #expect(again.status == 0)
    let second = try JSONParser.parse(try Files.read(out + "/again.json")).root
    #expect(second["checks"] == report["checks"])
    #expect(second["requirements"] == report["requirements"])
    try Files.remove(out)
  }

  @Test(arguments: ["resp-id-nonempty", "sse-index-int", "sse-text-start-empty", "resp-stop-reason-nonnull"])
  func aDefectFailsTheGateByItsRequirement(requirement: String) throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-cli")
    let defect = try #require(Defect.all.first { $0.requirement == requirement })
    let result = try dropin([
      "run", "--target", "reference", "--defect", defect.name, "--out", out, "--quiet", "--case", "minimal*",
    ])
    #expect(result.status == 1, "\(result.output)")
    let report = try JSONParser.parse(try Files.read(out + "/report.json")).root
    let broken = (report["requirements"]?.array ?? []).filter { $0["verdict"] == "fail" && $0["level"] == "must" }
    #expect(broken.compactMap { $0["id"]?.string } == [requirement], "\(defect.name)")
    try Files.remove(out)
  }

  /// A server that loses the second call looks the same as a model that makes one.
  @Test func whatTheModelDoesIsNoFailureOfTheServer() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-cli")
    let result = try dropin([
      "run", "--target", "reference", "--defect", "second-call-lost", "--out", out, "--quiet", "--gate", "should",
      "--requirement", "tooluse-parallel-two-calls",
    ])
    #expect(result.status == 0, "\(result.output)")
    let report = try JSONParser.parse(try Files.read(out + "/report.json")).root
    let checks = (report["checks"]?.array ?? []).filter { $0["requirement"] == "tooluse-parallel-two-calls" }
    #expect(checks.map { $0["verdict"]?.string } == ["inconclusive"])
    #expect(checks.first?["reason"] == "model-behaviour" && checks.first?["actual"] != nil)
    try Files.remove(out)
  }

  @Test func aClientIsAGateOfItsOwn() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-cli")
    let broken = ["run", "--target", "reference", "--defect", "index-gap", "--out", out, "--quiet"]
    let typing = try dropin(broken + ["--gate", "client:curll"])
    #expect(typing.status == 2 && typing.error.contains("did you mean 'curl'?"), "\(typing.error)")
    #expect(try dropin(broken + ["--gate", "client:python-sdk-2"]).status == 1)
    // Nothing is sent again: the same evidence satisfies a client that does not notice.
    #expect(try dropin(["judge", out + "/evidence", "--gate", "client:curl"]).status == 0)
    // Nor is anything judged again when the report is only shown.
    #expect(try dropin(["render", out, "--gate", "client:python-sdk-2"]).status == 1)
    #expect(try dropin(["render", out + "/report.json", "--gate", "client:curl"]).status == 0)
    #expect(try dropin(["render", out]).status == 0)
    #expect(try dropin(["render", out, "--gate", "client:nobody"]).status == 2)
    let part = ["run", "--target", "reference", "--case", "minimal*", "--out", out, "--quiet"]
    // Its own requests were not among them.
    #expect(try dropin(part + ["--gate", "client:python-sdk-2"]).status == 3)
    #expect(try dropin(part + ["--gate", "client:curl"]).status == 0)
    try Files.remove(out)
  }

  @Test func clientsAreListedWithTheirNeeds() throws {
    let result = try dropin(["list", "--clients"])
    #expect(result.status == 0)
    let names = result.output.split(separator: "\n").compactMap { $0.split(separator: "\t").first }
    #expect(names.first == "claude-code" && names.contains("typescript-sdk") && names.contains("curl"))
    let each = try dropin(["list", "--clients", "--requirements", "--area", "sse-grammar"]).output.split(
      separator: "\n")
    #expect(each.contains("claude-code\trequired\tsse-index-contiguous"))
    #expect(each.contains("curl\tdegrades\tsse-index-contiguous"))
    #expect(!each.contains { $0.hasSuffix("stop-reason-enum") })
  }

  @Test func nobodyThereIsExitFour() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-cli")
    let result = try dropin(["run", "http://127.0.0.1:9", "--model", "m", "--out", out, "--quiet"])
    #expect(result.status == 4, "\(result.output)\(result.error)")
    #expect(result.output.isEmpty && result.error.split(separator: "\n").count == 1, "\(result)")
    #expect(result.error.contains("nobody answers at http://127.0.0.1:9"))
    #expect(try Files.list(out, extension: "json").isEmpty)
    try Files.remove(out)
  }

  @Test func aFilterThatMatchesNothingIsNoSuccess() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-cli")
    let result = try dropin(["run", "--target", "reference", "--case", "no-such-case", "--out", out, "--quiet"])
    #expect(result.status == 2, "\(result.output)")
    try Files.remove(out)
  }

  @Test func aReportThatCannotBeWrittenIsNoSuccess() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-cli")
    let arguments = [
      "run", "--target", "reference", "--case", "minimal*", "--out", out, "--quiet", "--report",
      "json=/dev/null/x.json",
    ]
    #expect(try dropin(arguments).status == 2)
    try Files.remove(out)
  }

  @Test func machineOutputGoesToStandardOutputOnlyWhenAsked() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-cli")
    let result = try dropin(
      ["run", "--target", "reference", "--case", "minimal*", "--out", out, "--quiet", "--report", "json=-"])
    #expect((try? JSONParser.parse(result.output.utf8)) != nil)
    #expect(result.error.contains("exit "))
    try Files.remove(out)
  }

  @Test func theEnvironmentOfClaudeCodeIsEnough() async throws {
    var configuration = Configuration()
    configuration.authentication = .required(["token-of-the-command-line-tests"])
    configuration.pathPrefix = "/anthropic"
    let server = try await ReferenceServer.start(configuration)
    let out = try Files.temporaryDirectory(prefix: "dropin-cli")
    let result = try dropin(
      ["run", "--case", "minimal*", "--quiet", "--out", out],
      environment: [
        "ANTHROPIC_BASE_URL": "http://127.0.0.1:\(server.port)/anthropic/v1",
        "ANTHROPIC_AUTH_TOKEN": "token-of-the-command-line-tests",
      ])
    await server.stop()
    #expect(result.status == 0, "\(result.output)\(result.error)")
    #expect(result.error.contains("warning: the base URL ends in /v1"))
    let report = try JSONParser.parse(try Files.read(out + "/report.json")).root
    #expect(report["target"]?["auth"] == ["mode": "required", "source": "probed"])
    #expect(report["target"]?["model"] == "reference/model-1")
    for path in try ["json", "jsonl", "html", "md", "xml"].flatMap({ try Files.list(out, extension: $0) }) {
      #expect(
        !String(decoding: try Files.read(path), as: UTF8.self).contains("token-of-the-command-line-tests"), "\(path)")
    }
    try Files.remove(out)
  }

  @Test func withoutATokenAClosedServerSaysWhatToSet() async throws {
    var configuration = Configuration()
    configuration.authentication = .required(["token-of-the-command-line-tests"])
    let server = try await ReferenceServer.start(configuration)
    let out = try Files.temporaryDirectory(prefix: "dropin-cli")
    let result = try dropin([
      "run", "http://127.0.0.1:\(server.port)", "--model", "m", "--quiet", "--out", out, "--case", "minimal*",
    ])
    await server.stop()
    #expect(result.status == 2 && result.error.contains("Set ANTHROPIC_AUTH_TOKEN"), "\(result)")
    #expect(!Files.exists(out + "/evidence"))
    try Files.remove(out)
  }

  @Test func aServerThatFallsSilentIsNamedAndEnds() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-cli")
    let server = try SilentServer()
    let result = try dropin([
      "run", "http://127.0.0.1:\(server.port)", "--model", "m", "--quiet", "--out", out, "--case", "minimal*",
      "--first-byte-timeout", "0.3",
    ])
    // Too little was waited to say that the server never answers.
    #expect(result.status == 3, "\(result.output)")
    let words = result.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(words.contains("too slow: no final response began within 300 ms"), "\(words)")
    #expect(words.contains("--first-byte-timeout"))
    try Files.remove(out)
  }
}
