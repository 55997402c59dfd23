import Cases
import Files
import Planning
import Testing
import Wire

@testable import Evidence

/// A run in one file: what is packed comes out, and what was changed is found.
@Suite struct RunBundleTests {
  static let token = "sk-lm-Ab3dEf6hJk9mNp2q"

  /// Makes the directory of a run whose report holds `text`, and calls `body` with it.
  private func withRun(_ text: String = "", token: String? = "given", _ body: (String) throws -> Void) async throws {
    let run = try Files.temporaryDirectory(prefix: "dropin-bundle")
    defer { try? Files.remove(run) }
    var description = RunDescriptionTests.description()
    description.facts[.token] = token
    let journal = try EvidenceDirectory(run + "/evidence").create(description)
    await journal.close()
    try Files.write(Array("{\"exchange\":1}\n".utf8), to: run + "/evidence/exchanges.jsonl")
    try Files.write(Array("a body".utf8), to: run + "/evidence/0007.body")
    try Files.write(Array("{\"said\": \"\(text)\"}\n".utf8), to: run + "/report.json")
    try body(run)
  }

  private static let tokens = [RunBundle.Token(variable: "A_TOKEN", value: token)]

  private func refusal(_ body: () throws(BundleError) -> Void) -> String {
    do throws(BundleError) { try body() } catch { return error.description }
    return "none"
  }

  @Test func aRunComesOutAsItWentIn() async throws {
    try await withRun { run in
      let bytes = try RunBundle.pack(run, tokens: Self.tokens, allowsUnproven: false)
      #expect(try bytes == RunBundle.pack(run, tokens: Self.tokens, allowsUnproven: false))
      let bundle = try RunBundle(bytes, name: "b")
      #expect(bundle.changes == [] && bundle.digest.hasPrefix("sha256:"))
      #expect(bundle.manifest.tokenProof == TokenProof(.searched, variables: ["A_TOKEN"]))
      #expect(try bundle.report()["said"] == "")
      #expect(try bundle.evidence.header() == EvidenceDirectory(run + "/evidence").readHeader())
      #expect(try bundle.evidence.lines().next()?.bytes == Array("{\"exchange\":1}".utf8))
      #expect(try bundle.evidence.body(of: ["body_file": "0007.body"]) == Array("a body".utf8))
      #expect(throws: EvidenceError.self) { try bundle.evidence.body(of: ["body_file": "0008.body"]) }
    }
  }

  @Test(arguments: [
    token, String(token.reversed()), Base64.encode(Array(token.utf8)), Array(token.utf8).map(\.hex).joined(),
    token.map { "\($0) " }.joined(), "sk%2Dlm%2DAb3dEf6hJk9mNp2q", "…Ab3dEf6hJk…",
  ])
  func aTokenInAnyFormEndsThePacking(_ form: String) async throws {
    try await withRun(form) { run in
      let said = refusal { () throws(BundleError) in
        _ = try RunBundle.pack(run, tokens: Self.tokens, allowsUnproven: true)
      }
      #expect(said.hasPrefix("report.json holds the token in A_TOKEN, or a piece of it, at byte "))
      #expect(!said.contains("Ab3dEf6hJk"))
    }
  }

  @Test func whatWasNotProvenIsSaid() async throws {
    try await withRun { run in
      let said = refusal { () throws(BundleError) in _ = try RunBundle.pack(run, tokens: [], allowsUnproven: false) }
      #expect(said.contains("--unproven"))
      let bundle = try RunBundle(try RunBundle.pack(run, tokens: [], allowsUnproven: true), name: "b")
      #expect(bundle.manifest.tokenProof == TokenProof(.none))
      let word = [RunBundle.Token(variable: "WORD", value: "lm-studio")]
      let other = try RunBundle(try RunBundle.pack(run, tokens: word, allowsUnproven: false), name: "b")
      #expect(other.manifest.tokenProof == TokenProof(.placeholder, variables: ["WORD"]))
    }
    try await withRun(token: "absent") { run in
      let bundle = try RunBundle(try RunBundle.pack(run, tokens: [], allowsUnproven: false), name: "b")
      #expect(bundle.manifest.tokenProof == TokenProof(.noToken))
    }
  }

  @Test func whatWasChangedIsNamed() async throws {
    try await withRun { run in
      let archive = try Self.unpacked(try RunBundle.pack(run, tokens: Self.tokens, allowsUnproven: false))
      func changes(_ change: (inout [Tar.Entry]) -> Void) throws -> [String] {
        var entries = archive
        change(&entries)
        return try RunBundle(Gzip.compressed(Tar.write(entries)), name: "b").changes
      }
      #expect(try changes { _ in } == [])
      var altered = archive
      altered[1].bytes = Array("{\"said\": \"more\"}\n".utf8)
      let changed = try RunBundle(Gzip.compressed(Tar.write(altered)), name: "b").changes
      #expect(changed.count == 1 && changed.allSatisfy { $0.hasPrefix("report.json was changed: ") }, "\(changed)")
      #expect(try changes { $0.removeLast() } == ["evidence/0007.body is missing"])
      #expect(
        try changes { $0.append(Tar.Entry(name: "evidence/0009.body", bytes: [])) } == ["evidence/0009.body was added"])
    }
  }

  @Test func bundlesOfStrangersAreRefusedInWords() async throws {
    try await withRun { run in
      let bytes = try RunBundle.pack(run, tokens: Self.tokens, allowsUnproven: false)
      let archive = try Self.unpacked(bytes)
      func refusal(_ bytes: [UInt8], limit: Int = RunBundle.largest) -> String {
        self.refusal { () throws(BundleError) in _ = try RunBundle(bytes, name: "b", limit: limit) }
      }
      func refusal(_ change: (inout [Tar.Entry]) -> Void) -> String {
        var entries = archive
        change(&entries)
        return refusal(Gzip.compressed(Tar.write(entries)))
      }
      #expect(refusal([]).contains("does not begin as gzip"))
      #expect(refusal(Array("{}".utf8)).contains("does not begin as gzip"))
      #expect(refusal(bytes, limit: 4096).contains("comes to more than"))
      #expect(refusal { $0.append(Tar.Entry(name: "readme.txt", bytes: [])) }.contains("which bundles do not have"))
      #expect(refusal { $0.append(Tar.Entry(name: "evidence/../x", bytes: [])) }.contains("no plain relative path"))
      #expect(refusal { $0.removeFirst() }.contains("has no bundle.json"))
      #expect(refusal { $0[0].bytes = Array("{".utf8) }.contains("bundle.json"))
      for wrong in [#"{"format":"dropin-bundle/9"}"#, #"{"format":"dropin-bundle/1","tool":"1","parts":[{}]}"#] {
        #expect(refusal { $0[0].bytes = Array(wrong.utf8) }.contains("bundle.json: "))
      }
      for count in stride(from: 3, to: bytes.count - 1, by: 11) {
        #expect(refusal(Array(bytes.prefix(count))).contains("ends too early"))
      }
      // A byte that was changed is found, whichever it is, or it says the same in other words: the same letters from
      // another distance. Nothing of it ends the program.
      let digest = try RunBundle(bytes, name: "b").digest
      for place in stride(from: 10, to: bytes.count, by: 3) {
        var damaged = bytes
        damaged[place] ^= 0x15
        guard let read = try? RunBundle(damaged, name: "b") else { continue }
        #expect(read.digest == digest && read.changes == [], "byte \(place) of \(bytes.count)")
      }
    }
  }

  @Test func whatIsNoRunIsNotPacked() async throws {
    try await withRun { run in
      func refusal(_ path: String) -> String {
        self.refusal { () throws(BundleError) in
          _ = try RunBundle.pack(path, tokens: Self.tokens, allowsUnproven: false)
        }
      }
      #expect(refusal(run + "/evidence").contains("name the run's directory"))
      #expect(refusal(run + "/nowhere").contains("no directory of a run"))
      // What the evidence is made of are files, not links to others.
      try Files.link(run + "/evidence/0008.body", to: "/etc/passwd")
      #expect(refusal(run).contains("cannot read"))
      try Files.remove(run + "/evidence/0008.body")
      try Files.write([], to: run + "/evidence/a b.body")
      #expect(refusal(run).contains("is no file of the evidence"))
    }
  }

  static func unpacked(_ bytes: [UInt8]) throws -> [Tar.Entry] {
    let body = try #require(DecodedBody(bytes, declared: ["gzip"]))
    return try Tar.read(body.bytes, mostEntries: 100)
  }
}
