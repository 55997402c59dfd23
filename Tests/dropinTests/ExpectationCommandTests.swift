import Files
import Testing
import Wire

/// Lists of known failures through the built program.
@Suite(.serialized) struct ExpectationCommandTests {
  @Test func aListedDefectDoesNotFailTheRunAndTheListIsKept() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-expect")
    let list = out + "/known.yaml"
    let arguments = [
      "run", "--target", "reference", "--defect", "index-missing", "--case", "minimal*", "--quiet", "--out", out,
    ]
    #expect(try dropin(arguments).status == 1)
    #expect(try dropin(["expect", "update", "--expect", list, out]).status == 0)
    let first = try Files.read(list)
    #expect(try dropin(arguments + ["--expect", list]).status == 0)
    #expect(try dropin(["expect", "update", "--expect", list, out]).status == 0)
    #expect(try Files.read(list) == first)
    // The repaired server makes the list untrue, and the update makes it true again.
    let repaired = ["run", "--target", "reference", "--case", "minimal*", "--quiet", "--out", out, "--expect", list]
    let stale = try dropin(repaired)
    let reason = try JSONParser.parse(try Files.read(out + "/report.json")).root["summary"]?["exit_reason"]?.string
    #expect(stale.status == 1 && reason?.contains("remove the entry at \(list):3") == true, "\(stale.output)")
    #expect(try dropin(["expect", "update", "--expect", list, out]).status == 0)
    #expect(try dropin(repaired).status == 0)
    try Files.remove(out)
  }

  @Test func mistakesInTheListAreUsageErrors() throws {
    let out = try Files.temporaryDirectory(prefix: "dropin-expect")
    let list = out + "/known.yaml"
    func status(_ entry: String) throws -> (Int32, String) {
      try Files.write(Array("format: 1\nexpectations:\n  - \(entry)\n".utf8), to: list)
      let result = try dropin(
        ["run", "--target", "reference", "--case", "minimal*", "--quiet", "--out", out + "/run", "--expect", list],
        environment: ["SOURCE_DATE_EPOCH": "1793577600"])
      return (result.status, result.output + result.error)
    }
    let misspelt = try status("{ addres: x, reason: y }")
    #expect(misspelt.0 == 2 && misspelt.1.contains("did you mean 'address'?") && !Files.exists(out + "/run"))
    let nowhere = try status("{ address: \"minimum*\", reason: y }")
    #expect(nowhere.0 == 2 && nowhere.1.contains("matches nothing"), "\(nowhere)")
    let expired = try status("{ address: \"minimal*\", reason: y, expires: 2026-10-31 }")
    #expect(expired.0 == 2 && expired.1.contains("expired on 2026-10-31"), "\(expired)")
    #expect(try status("{ address: \"tool*\", reason: y }").0 == 0)
    #expect(
      try dropin(["run", "--target", "reference", "--expect", out + "/none.yaml", "--out", out + "/run"]).status == 2)
    #expect(try dropin(["expect", "update", "--expect", list, out + "/none"]).status == 2)
    try Files.remove(out)
  }
}
