import Files
import Testing
import Wire

/// Bundles through the built program: judged anywhere, and what was changed is found.
@Suite struct BundleCommandTests {
  private struct Packed {
    var folder: String
    var bundle: String
    /// The report of the run itself, as `judge` makes it of the directory.
    var report: [UInt8]
  }

  /// Runs a part of the suite against a server with a defect, packs it, and removes the run.
  private func packed() throws -> Packed {
    let folder = try Files.temporaryDirectory(prefix: "dropin-bundles")
    let run = folder + "/run"
    let ran = try dropin([
      "run", "--target", "reference", "--defect", "stop-reason-null", "--area", "basics", "--quiet", "--out", run,
    ])
    #expect(ran.status == 1, "\(ran.error)")
    let judged = try dropin(["judge", run + "/evidence", "--report", "json=\(folder)/whole.json"])
    #expect(judged.status == 1)
    let made = try dropin(["bundle", run, "-o", folder + "/b.tar.gz"])
    #expect(made.status == 0 && made.output.contains("token: the run had no token"), "\(made)")
    try Files.remove(run)
    return Packed(folder: folder, bundle: folder + "/b.tar.gz", report: try Files.read(folder + "/whole.json"))
  }

  @Test func aBundleIsJudgedAndVerifiedAnywhere() throws {
    let packed = try packed()
    defer { try? Files.remove(packed.folder) }
    let elsewhere = try Files.temporaryDirectory(prefix: "dropin-elsewhere")
    defer { try? Files.remove(elsewhere) }
    try Files.write(try Files.read(packed.bundle), to: elsewhere + "/stranger.tar.gz")
    let judged = try dropin(["judge", "stranger.tar.gz", "--report", "json=again.json"], in: elsewhere)
    #expect(judged.status == 1 && judged.error.isEmpty, "\(judged.error)")
    #expect(try Files.read(elsewhere + "/again.json") == packed.report)
    #expect(try Files.entries(elsewhere) == ["again.json", "stranger.tar.gz"])
    let verified = try dropin(["verify", "stranger.tar.gz"], in: elsewhere)
    #expect(verified.status == 0, "\(verified)")
    #expect(verified.output.contains("as they were packed") && verified.output.contains("the same verdicts on all"))
    let digest = verified.output.prefix { $0 != "\n" }
    #expect(try dropin(["verify", "stranger.tar.gz", "--digest", String(digest)], in: elsewhere).status == 0)
    let other = try dropin(["verify", "stranger.tar.gz", "--digest", "sha256:00"], in: elsewhere)
    #expect(other.status == 1 && other.output.contains("changed: the digest is"))
    // Everybody's tools read it as well.
    #expect(
      try run("/bin/sh", ["-c", "gzip -t stranger.tar.gz && tar tzf stranger.tar.gz"], in: elsewhere).status == 0)
  }

  @Test func whatSomebodyMadeOfItIsFound() throws {
    let packed = try packed()
    defer { try? Files.remove(packed.folder) }
    func altered(_ name: String, sealed: Bool, _ change: (String) -> String) throws -> String {
      let body = try #require(DecodedBody(try Files.read(packed.bundle), declared: ["gzip"]))
      var entries = try Tar.read(body.bytes, mostEntries: 1000)
      let place = try #require(entries.firstIndex { $0.name == name })
      let before = entries[place].bytes
      entries[place].bytes = Array(change(String(decoding: before, as: UTF8.self)).utf8)
      #expect(entries[place].bytes != before)
      if sealed {
        // A manifest that goes with the change, as a forger would make it.
        entries[0].bytes = Array(
          String(decoding: entries[0].bytes, as: UTF8.self)
            .replacing(SHA256.hexDigest(before), with: SHA256.hexDigest(entries[place].bytes))
            .replacing("\"bytes\": \(before.count),", with: "\"bytes\": \(entries[place].bytes.count),").utf8)
      }
      let path = packed.folder + "/altered.tar.gz"
      try Files.write(Gzip.compressed(Tar.write(entries)), to: path)
      return path
    }
    func better(_ report: String) -> String { report.replacing("\"verdict\": \"fail\"", with: "\"verdict\": \"pass\"") }
    let plain = try dropin(["verify", altered("report.json", sealed: false, better)])
    #expect(plain.status == 1 && plain.output.contains("changed: report.json was changed"), "\(plain)")
    let forged = try dropin(["verify", altered("report.json", sealed: true, better)])
    #expect(forged.status == 1 && forged.output.contains("parts are as they were packed"), "\(forged)")
    #expect(forged.output.contains("the report says pass, the evidence fail"), "\(forged)")
    let evidence = try altered("evidence/exchanges.jsonl", sealed: false) {
      $0.replacing("\"status\":200", with: "\"status\":500")
    }
    let judged = try dropin(["judge", evidence])
    #expect(
      judged.error.contains("warning: in altered.tar.gz, evidence/exchanges.jsonl was changed"), "\(judged.error)")
  }

  @Test func whatIsNoBundleIsAMistakeInWords() throws {
    let packed = try packed()
    defer { try? Files.remove(packed.folder) }
    let bytes = try Files.read(packed.bundle)
    try Files.write(Array(bytes.prefix(bytes.count / 2)), to: packed.folder + "/half.tar.gz")
    try Files.write(Array("no bundle".utf8), to: packed.folder + "/text")
    for (name, words) in [
      ("half.tar.gz", "ends too early"), ("text", "does not begin as gzip"), ("none", "No such file"),
    ] {
      for command in ["judge", "verify"] {
        let refused = try dropin([command, "\(packed.folder)/\(name)"])
        #expect(refused.status == 2 && refused.error.contains(words), "\(command) \(name): \(refused.error)")
      }
    }
    let pipe = try run("/bin/sh", ["-c", "mkfifo \(packed.folder)/pipe"])
    #expect(pipe.status == 0)
    #expect(try dropin(["verify", packed.folder + "/pipe"]).error.contains("not a regular file"))
    let unset = try dropin(["bundle", packed.folder, "--token-env", "NOT_SET_AT_ALL"])
    #expect(unset.status == 2 && unset.error.contains("NOT_SET_AT_ALL is not set"))
  }
}
