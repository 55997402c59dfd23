import Files
import Testing
import Wire

/// Parts, their merge, the matrix and the history through the built program.
@Suite(.serialized) struct FleetCommandTests {
  @Test func partsOfARunMakeTheWholeRun() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-fleet")
    func run(_ name: String, _ more: [String] = []) throws -> ProcessResult {
      try dropin(
        [
          "run", "--target", "reference", "--area", "errors", "--area", "sse", "--quiet", "--out", "\(out)/\(name)",
          "--server-name", "S",
        ] + more)
    }
    #expect(try run("whole").status == 0)
    for number in 1...3 { #expect(try run("part-\(number)", ["--shard", "\(number)/3"]).status != 2) }
    let parts = (1...3).map { "\(out)/part-\($0)" }
    #expect(try dropin(["merge"] + parts + ["--out", out + "/joined"]).status == 2)
    let merged = try dropin(["merge"] + parts.reversed() + ["--out", out + "/joined", "--different-addresses"])
    #expect(merged.status == 0, "\(merged.output)\(merged.error)")
    func verdicts(_ name: String) throws -> [String] {
      let report = try JSONParser.parse(try Files.read("\(out)/\(name)/report.json")).root
      return (report["checks"]?.array ?? []).map { "\($0["id"]?.string ?? "") \($0["verdict"]?.string ?? "")" }
        // Whether ids differ between responses can only be said of those a machine has seen.
        .filter { !$0.contains("-unique") && !$0.contains("sse-start-id-stable") }
    }
    #expect(try verdicts("joined") == verdicts("whole"))
    let gap = try dropin(["merge", parts[0], parts[2], "--out", out + "/gap", "--different-addresses"])
    #expect(gap.status == 2 && gap.error.contains("missing: 2/3") && !Files.exists(out + "/gap/report.json"))
    // The evidence of a part is judged as that part.
    #expect(try dropin(["judge", parts[1] + "/evidence", "--report", "json=\(out)/again.json"]).status != 2)
    let again = try JSONParser.parse(try Files.read(out + "/again.json")).root
    #expect(again["run"]?["shard"]?["number"] == 2)
    #expect(again["checks"] == (try JSONParser.parse(try Files.read(parts[1] + "/report.json")).root)["checks"])

    for format in ["html", "markdown"] {
      let matrix = try dropin(["matrix", out + "/whole", out + "/joined/report.json", "--format", format])
      #expect(matrix.status == 0 && matrix.output.utf8.count > 500)
      let history = try dropin(["history", out, "--format", format, "--out", "\(out)/h.\(format)"])
      #expect(history.status == 0, "\(history.error)")
    }
    #expect(try dropin(["matrix", out + "/none"]).status == 2)
    #expect(try dropin(["history", out + "/whole/evidence"]).status == 2)
    #expect(try dropin(["run", "--target", "reference", "--shard", "4/3", "--out", out + "/x"]).status == 2)
    try Files.remove(out)
  }
}
