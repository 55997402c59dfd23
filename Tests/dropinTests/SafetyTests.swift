import Files
import Testing
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What must never happen to a run, as processes.
@Suite(.serialized) struct SafetyTests {
  let out: String
  init() throws { out = try Files.temporaryDirectory(prefix: "dropin-safety") }

  func report() throws -> JSON { try JSONParser.parse(try Files.read(out + "/report.json")).root }

  func reference(_ more: [String] = []) -> [String] {
    ["run", "--target", "reference", "--quiet", "--case", "minimal*", "--case", "end-turn", "--out", out] + more
  }

  /// A trap on one exchange leaves all others judged, the reports written, and 70 as the status.
  @Test func aTrapCostsOneExchange() throws {
    let whole = try dropin(reference())
    #expect(whole.status == 0, "\(whole)")
    let passed = verdicts(try report()).filter { $0.value == "pass" }.keys
    let last = try exchanges().last ?? ""
    let trapped = try dropin(reference(), environment: ["DROPIN_TEST_TRAP_IN": "exchange \(last)"])
    #expect(trapped.status == 70, "\(trapped)")
    #expect(trapped.error.contains("internal error in exchange \(last)"))
    let found = verdicts(try report())
    let lost = passed.filter { found[$0] != "pass" }
    #expect(!lost.isEmpty && lost.count < passed.count / 2, "\(lost.count) of \(passed.count)")
    #expect(try report()["summary"]?["exit_code"] == 70)
    #expect(try report()["run"]?["complete"] == true)
    let inconclusive = (try report()["checks"]?.array ?? []).filter { $0["verdict"] == "inconclusive" }
    #expect(inconclusive.contains { $0["reason"] == "harness-internal" })
    // The evidence judged again meets the same trap, and gets over it in the same way.
    let judged = try dropin(
      ["judge", out + "/evidence", "--report", "json=\(out)/again.json"],
      environment: ["DROPIN_TEST_TRAP_IN": "exchange \(last)"])
    #expect(judged.status == 70 && Files.exists(out + "/again.json"), "\(judged)")
    #expect(try dropin(["judge", out + "/evidence"]).status == 0)
    try Files.remove(out)
  }

  @Test func aTrapInTheJudgingOfACaseCostsThatCase() throws {
    let trapped = try dropin(reference(), environment: ["DROPIN_TEST_TRAP_IN": "case end-turn"])
    #expect(trapped.status == 70, "\(trapped)")
    let found = verdicts(try report())
    #expect(found.contains { $0.key.hasPrefix("minimal[") && $0.value == "pass" })
    #expect(!found.contains { $0.key.hasPrefix("end-turn#") && $0.value == "pass" })
    try Files.remove(out)
  }

  @Test func theTimeOfARunEnds() throws {
    let run = try dropin(["run", "--target", "reference", "--quiet", "--run-timeout", "1", "--out", out])
    #expect(run.status == 3, "\(run)")
    #expect(try report()["run"]?["interrupted"]?.string?.contains("--run-timeout") == true)
    try Files.remove(out)
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP]) func twoSignalsEndARunInTime(_ number: Int32) throws {
    let run = try RunningDropin(["run", "--target", "reference", "--out", out], in: out)
    try run.wait(for: 12, linesIn: out + "/evidence/exchanges.jsonl")
    let begun = ContinuousClock.now
    run.signal(number)
    usleep(100_000)
    run.signal(number)
    #expect(run.end() == 3)
    // Two seconds on a machine of one's own.
    #expect(ContinuousClock.now - begun < .seconds(10))
    #expect(Files.exists(out + "/report.json") && Files.exists(out + "/junit.xml"))
    #expect(try Files.list(out, extension: "tmp").isEmpty)
    try Files.remove(out)
  }

  @Test func aDirectoryInUseIsLeftAlone() throws {
    let first = try RunningDropin(["run", "--target", "reference", "--out", out], in: out)
    try first.wait(for: 12, linesIn: out + "/evidence/exchanges.jsonl")
    let second = try dropin(reference())
    #expect(second.status == 2 && second.error.contains("another run is writing it"), "\(second)")
    first.stop()
    try Files.remove(out)
  }

  /// Also before anything is in it, and between the end of the evidence and that of the reports.
  @Test func aDirectoryIsOneRunsFromItsBeginningToTheEndOfTheProcess() throws {
    let other = try DirectoryLock(out)
    let refused = try dropin(reference())
    #expect(refused.status == 2 && refused.error.contains("\(out): another run is writing it"), "\(refused)")
    #expect(try Files.entries(out).isEmpty)
    other.release()
    #expect(try dropin(reference()).status == 0)
    let before = try Files.read(out + "/report.json")
    // One after the other: the second takes the place of the first when it is over.
    let again = try DirectoryLock(out)
    #expect(try dropin(reference()).status == 2)
    #expect(try Files.read(out + "/report.json") == before && !Files.exists(out + ".unfinished"))
    again.release()
    #expect(try dropin(reference()).status == 0)
    #expect(try Files.read(out + "/report.json") != before)
    try Files.remove(out)
  }

  @Test(.enabled(if: Files.exists("/dev/full"))) func aReportThatCannotBeWrittenIsNoSuccess() throws {
    let script = "exec \"$@\" > /dev/full"
    let run = try shell(script, reference(["--report", "json=-"]))
    #expect(run.status == 2, "\(run)")
    #expect(run.error.contains("a report could not be written"))
    for arguments in [["render", out + "/report.json"], ["list"]] {
      let lost = try shell(script, arguments)
      #expect(lost.status == 2 && lost.error.contains("cannot write to standard output"), "\(arguments) \(lost)")
    }
    try Files.remove(out)
  }

  @Test func outputsThatAreClosedEndNothing() throws {
    let run = try shell("exec \"$@\" >&- 2>&-", reference())
    #expect(run.status == 0, "\(run)")
    #expect(try report()["run"]?["complete"] == true)
    // Nothing that was meant for a terminal is in a file that took its place.
    #expect(try exchanges().allSatisfy { Int($0) != nil })
    let piped = try shell("\"$@\" 2>&1 | true", reference())
    #expect(piped.status == 0)
    try Files.remove(out)
  }

  @Test func filesThatAreNoneAreRefused() throws {
    let pipe = out + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    for arguments in [["diff", pipe, pipe], ["judge", pipe], ["run", "--expect", pipe], ["run", "--cacert", pipe]] {
      let refused = try dropin(arguments)
      #expect(refused.status == 2, "\(arguments) \(refused)")
    }
    try Files.remove(out)
  }

  // MARK: -

  private func shell(_ script: String, _ arguments: [String]) throws -> ProcessResult {
    let program = Files.join(Files.directory(of: try Files.executablePath()), "dropin")
    let built = Files.exists(program) ? program : Files.join(packageRoot, ".build/debug/dropin")
    return try run("/bin/sh", ["-c", script, "sh", built] + arguments)
  }

  private func exchanges() throws -> [String] {
    try Files.read(out + "/evidence/exchanges.jsonl").split(separator: 0x0A).map {
      try JSONParser.parse(Array($0)).root["exchange"]?["id"]?.string ?? ""
    }
  }

  private func verdicts(_ report: JSON) -> [String: String] {
    Dictionary(
      (report["checks"]?.array ?? []).map { ($0["id"]?.string ?? "", $0["verdict"]?.string ?? "") },
      uniquingKeysWith: { first, _ in first })
  }
}
