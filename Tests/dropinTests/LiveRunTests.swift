import Files
import Testing
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Runs that are cut off, as processes, against a server in a process of its own.
@Suite(.serialized) struct LiveRunTests {
  /// Starts a server and a run against it, and waits until some exchanges are on the disk.
  func begin(_ out: String, defect: String? = nil) throws -> (server: RunningDropin, run: RunningDropin, url: String) {
    let server = try RunningDropin(["serve", "--port", "0"] + (defect.map { ["--defect", $0] } ?? []), in: out)
    let url = try server.firstLine()
    let run = try RunningDropin(arguments(url, out), in: out)
    try run.wait(for: 12, linesIn: out + "/evidence/exchanges.jsonl")
    return (server, run, url)
  }

  func arguments(_ url: String, _ out: String) -> [String] {
    ["run", url, "--model", "reference/model-1", "--auth", "off", "--out", out, "--area", "auth", "--area", "sse"]
  }

  func report(_ out: String) throws -> JSON { try JSONParser.parse(try Files.read(out + "/report.json")).root }

  func keys(_ out: String) throws -> [String] {
    try Files.read(out + "/evidence/exchanges.jsonl").split(separator: 0x0A).map {
      try JSONParser.parse(Array($0)).root["for"]?.text() ?? ""
    }
  }

  @Test func anInterruptLeavesAWholeReportMarkedIncomplete() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-live")
    let (server, run, url) = try begin(out)
    run.signal(SIGINT)
    #expect(run.end() == 3)
    let cut = try report(out)
    #expect(cut["run"]?["complete"] == false)
    #expect(cut["run"]?["interrupted"] == "cancelled")
    let said = String(decoding: try Files.read("\(out)/run.out.err"), as: UTF8.self)
    let resume = (["dropin"] + arguments(url, out) + ["--resume"]).joined(separator: " ")
    #expect(said.contains("dropin: go on with\n  \(resume)\n"), "\(said)")
    let verdicts = Set((cut["checks"]?.array ?? []).compactMap { $0["verdict"]?.string })
    #expect(verdicts.isSuperset(of: ["pass", "not-run"]) && !verdicts.contains("fail"))
    for file in ["report.html", "report.md", "junit.xml"] { #expect(Files.exists("\(out)/\(file)")) }
    // What was judged is not asked again.
    let before = try keys(out)
    let resumed = try dropin(arguments(url, out) + ["--resume", "--quiet"])
    #expect(resumed.status == 0, "\(resumed.output)\(resumed.error)")
    #expect(try report(out)["run"]?["complete"] == true)
    let after = try keys(out)
    #expect(Set(after).count == after.count)
    #expect(Set(after).isSuperset(of: before.dropLast()))
    #expect(try dropin(["judge", out + "/evidence"]).status == 0)
    server.stop()
    try Files.remove(out)
  }

  @Test func aFailureBeforeTheInterruptIsNotSoftened() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-live")
    let (server, run, _) = try begin(out, defect: "index-missing")
    run.signal(SIGTERM)
    #expect(run.end() == 1)
    #expect(try report(out)["run"]?["complete"] == false)
    server.stop()
    try Files.remove(out)
  }

  @Test func aKilledRunGoesOnWhereItWas() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-live")
    let (server, run, url) = try begin(out)
    run.signal(SIGKILL)
    #expect(run.end() == -SIGKILL)
    // No half a report: there is none yet.
    #expect(!Files.exists(out + "/report.json"))
    #expect(try Files.list(out, extension: "tmp").isEmpty)
    let other = try dropin(arguments(url, out) + ["--resume", "--quiet", "--level", "must"])
    #expect(other.status == 2 && other.error.contains("selection of cases is different"), "\(other)")
    let known = try keys(out).count
    let resumed = try dropin(arguments(url, out) + ["--resume"])
    #expect(resumed.status == 0, "\(resumed.output)\(resumed.error)")
    #expect(
      resumed.error.contains("resuming with \(known) recorded exchanges")
        || resumed.error.contains("resuming with \(known - 1) recorded exchanges"))
    let all = try keys(out)
    #expect(Set(all).count == all.count && all.count > known)
    // A finished run is judged again without a server.
    server.stop()
    #expect(try dropin(arguments(url, out) + ["--resume", "--quiet"]).status == 0)
    #expect(try keys(out).count == all.count)
    try Files.remove(out)
  }

  /// Lines that stay are few, and hold nothing that moves a cursor.
  @Test func withoutATerminalThereAreFewPlainLines() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-live")
    let result = try dropin(["run", "--target", "reference", "--area", "errors", "--out", out])
    let lines = result.error.split(separator: "\n").filter { $0.hasPrefix("dropin: [") }
    #expect(lines.count >= 1 && lines.count < 10, "\(result.error)")
    #expect(!result.error.contains("\u{1B}") && !result.error.contains("\r"))
    #expect(!result.output.contains("\u{1B}"))
    try Files.remove(out)
  }
}
