import Files
import Testing
import Wire

/// Comparisons through the built program.
@Suite(.serialized) struct DiffCommandTests {
  @Test func aDefectIsTheServersAndARepairIsNone() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-diff")
    func run(_ name: String, _ more: [String]) throws {
      _ = try dropin(
        ["run", "--target", "reference", "--case", "minimal*", "--quiet", "--out", "\(out)/\(name)"] + more)
    }
    try run("good", [])
    try run("again", [])
    try run("bad", ["--defect", "index-missing"])
    #expect(try dropin(["diff", out + "/good", out + "/again"]).status == 0)
    let worse = try dropin(["diff", out + "/good", out + "/bad/report.json", "--format", "json"])
    #expect(worse.status == 1)
    let json = try JSONParser.parse(worse.output.utf8).root
    let gating = (json["changes"]?.array ?? []).filter { $0["gates"] == true }
    #expect(Set(gating.compactMap { $0["requirement"]?.string }) == ["sse-index-int"])
    #expect(Set(gating.compactMap { $0["cause"]?.string }) == ["server"])
    #expect(try dropin(["diff", out + "/bad", out + "/good"]).status == 0)
    #expect(try dropin(["diff", out + "/good", out + "/bad", "--gate-on", "none"]).status == 0)
    #expect(try dropin(["diff", out + "/good", out + "/bad", "--gate-on", "latency,capability"]).status == 0)
    for format in ["console", "markdown", "html"] {
      let path = "\(out)/sub/d.\(format)"
      #expect(try dropin(["diff", out + "/good", out + "/bad", "--format", format, "--out", path]).status == 1)
      #expect(try Files.read(path).count > 200)
    }
    try Files.remove(out)
  }

  @Test func whatIsNoReportIsAUsageError() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-diff")
    for text in ["", "{}", "[1]", #"{"format":"dropin-report/9"}"#, "\u{0}"] {
      try Files.write(Array(text.utf8), to: out + "/r.json")
      let result = try dropin(["diff", out + "/r.json", out + "/r.json"])
      #expect(result.status == 2 && result.error.contains("r.json"), "\(result)")
    }
    #expect(try dropin(["diff", out + "/none", out + "/none"]).status == 2)
    #expect(try dropin(["diff", out, out, "--format", "pdf"]).status == 2)
    #expect(try dropin(["diff", out, out, "--gate-on", "weather"]).status == 2)
    try Files.remove(out)
  }
}
