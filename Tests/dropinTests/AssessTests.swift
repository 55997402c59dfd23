import Files
import Testing
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `dropin assess`: what a client does with defects.
@Suite(.serialized) struct AssessTests {
  let folder: String
  init() throws { folder = try Files.temporaryDirectory(prefix: "dropin-assess-test") }

  /// A client that prints the text of an answer, asks again once, and waits for ever for an id.
  private static let client = #"""
    ask() {
      curl -fsS "$ANTHROPIC_BASE_URL/v1/messages" -H 'content-type: application/json' \
        -d '{"model":"m","max_tokens":64,"messages":[{"role":"user","content":"Repeat exactly: \u00e9t\u00e9"}]}'
    }
    answer=$(ask) || answer=$(ask) || exit 3
    case $answer in *'"id":""'*) sleep 60 ;; esac
    printf '%s\n' "$answer" | sed 's/.*"text":"\([^"]*\)".*/\1/'
    """#

  private func assess(_ options: [String], client: String = client) throws -> ProcessResult {
    try dropin(["assess", "--quiet"] + options + ["--", "sh", "-c", client])
  }

  @Test func theClientIsSeenToGoOnToBeMisledToFailAndToHang() throws {
    let defects = ["type-missing", "text-question-marks", "body-cut", "id-empty"]
    let options = defects.flatMap { ["--defect", $0] } + ["--seconds", "3", "--out", folder]
    let result = try assess(options)
    #expect(result.status == 0, "\(result)")
    let json = try JSONParser.parse(try Files.read("\(folder)/assessment.json")).root
    let entries = json["defects"]?.array ?? []
    #expect(entries.map { $0["outcome"]?.string } == ["unharmed", "misled", "failed", "hung"])
    #expect(entries.map { $0["repeated"]?.int } == [0, 0, 1, 0])
    #expect(entries[2]["status"]?.int == 3 && entries[2]["said"]?.string?.contains("curl") == true, "\(json.text())")
    #expect(json["sound"]?["requests"]?.int == 1 && json["repeatable"]?.bool == true)
    #expect(result.output.hasSuffix("1 unharmed, 1 misled, 1 failed, 1 hung\n"), "\(result.output)")
    let page = String(decoding: try Files.read("\(folder)/assessment.md"), as: UTF8.self)
    #expect(page.contains("| `text-question-marks` | misled |"), "\(page)")
    #expect(try assess(["--defect", "text-question-marks", "--strict"]).status == 1)
    try Files.remove(folder)
  }

  @Test func aClientThatFailsAnywayOrPrintsTheTimeIsToldApart() throws {
    let broken = try assess(["--defect", "id-empty"], client: "echo no >&2; exit 4")
    #expect(broken.status == 2 && broken.error.contains("fails against the sound server"), "\(broken)")
    #expect(broken.error.contains("exit code 4") && broken.error.contains("no"))
    let changing = try assess(["--defect", "text-question-marks"], client: Self.client + "\ndate +%N")
    #expect(changing.output.contains("unharmed") && changing.error.contains("does not print the same"), "\(changing)")
    #expect(try dropin(["assess", "--defect", "id-empty", "--", "no-such-program"]).error.contains("cannot run"))
    try Files.remove(folder)
  }

  @Test func whatIsTriedIsSelectedAndKnown() throws {
    let near = try assess(["--defect", "id-emty"])
    #expect(near.status == 2 && near.error.contains("did you mean 'id-empty'?"), "\(near)")
    #expect(try dropin(["assess", "--", "true"]).status == 2)
    let matching = try assess(["--matching", "type-completion"])
    #expect(matching.output.contains("unharmed  type-completion"), "\(matching)")
    try Files.remove(folder)
  }

  @Test func everyTestHasARunOfItsOwnAtOneServer() throws {
    let server = try RunningDropin(
      [
        "serve", "--port", "0", "--assess", "\(folder)/seen", "--defect", "type-missing", "--defect",
        "text-question-marks",
      ],
      in: folder)
    let url = try server.firstLine()
    // Each test tries what the server names, and says what came of it; the second never comes to that with one of them.
    let test = #"""
      ask() {
        curl -fsS "$1/v1/messages" -H 'content-type: application/json' \
          -d '{"model":"reference/model-1","max_tokens":64,"messages":[{"role":"user","content":"Repeat exactly: \u00e9t\u00e9"}]}'
      }
      tell() {
        if answer=$(ask "$1" || ask "$1"); then
          printf '%s' "$answer" | sed 's/.*"text":"\([^"]*\)".*/\1/' | curl -fsS "$1/outcome" --data-binary @-
        else
          echo 'gave up' | curl -fsS "$1/outcome?failed" --data-binary @-
        fi
      }
      tell "$URL/run/first"
      for path in $(curl -fsS "$URL/run/first" | grep -o '/run/first/d/[a-z0-9-]*'); do tell "$URL$path"; done
      tell "$URL/run/a%20second"
      ask "$URL/run/a%20second/d/type-missing"
      tell "$URL/run/a%20second/d/body-cut"
      ask "$URL/run/third/d/type-missing"
      """#
    let tested = try dropinTests.run("/bin/sh", ["-c", test], environment: ["URL": url])
    #expect(tested.output.contains(#""run":"first""#), "\(tested)")
    server.signal(SIGINT)
    server.signal(SIGINT)
    #expect(server.end() == 0)
    let runs = try JSONParser.parse(try Files.read("\(folder)/seen/assessment.json")).root["runs"]?.array ?? []
    #expect(runs.map { $0["run"]?.string } == ["first", "a second", "third"])
    let outcomes = runs.map { run in
      (run["defects"]?.array ?? []).map { "\($0["name"]?.string ?? "") \($0["outcome"]?.string ?? "")" }
    }
    #expect(outcomes[0] == ["type-missing unharmed", "text-question-marks misled"])
    #expect(outcomes[1] == ["type-missing hung", "body-cut failed"])
    #expect(outcomes[2] == ["type-missing untold"])
    let cut = runs[1]["defects"]?.array?.last
    #expect(cut?["repeated"] == 1 && cut?["requests"] == 2 && cut?["said"] == "gave up", "\(cut?.text() ?? "")")
    let page = String(decoding: try Files.read("\(folder)/seen/assessment.html"), as: UTF8.self)
    #expect(page.contains("<h2>a second</h2>") && page.contains("misled"), "\(page.suffix(2000))")
    try Files.remove(folder)
  }
}
