import Contract
import Files
import Reporting
import Testing
import Verdicts
import Wire

/// Reports that an earlier version wrote.
@Suite struct Format1Tests {
  static func old() throws -> JSON {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    return try JSONParser.parse(try Files.read(folder + "/Goldens/sample.format-1.json")).root
  }

  @Test func aReportOfFormat1SaysWhatItSaidThen() throws {
    var expected = sampleReport()
    // Tasks, causes and signatures came later.
    expected.causes = []
    expected.summary.exitReason =
      "1 requirement broken at level must or above in 2 checks, first stream-index-contiguous in "
      + "messages.stream[none]#index"
    for index in expected.checks.indices { expected.checks[index].signature = nil }
    let sentences = [
      "Breaks because block indices jump while streaming.", "works with limits in errors, 1 requirement",
      "Too little was judged to say.", "Works.",
    ]
    for (index, sentence) in sentences.enumerated() {
      expected.clients[index].tasks = []
      expected.clients[index].sentence = sentence
    }
    #expect(try Report(json: Self.old()) == expected)
  }

  @Test(arguments: [
    ("unsupported", "accepted-after-fallback", VerdictKind.recovered, "accepted-after-fallback", nil),
    ("unsupported", "refused", .unsupported, "refused", nil),
    ("inconclusive", "overloaded", .inconclusive, "overload", InconclusiveCause.overload),
    ("inconclusive", "unreadable-reply", .inconclusive, "transport-unreadable-reply", .transport),
    ("inconclusive", "control-failed", .inconclusive, "control-failed", .control),
    ("inconclusive", "model-not-given", .inconclusive, "model-not-given", .model),
    ("fail", "control-failed", .fail, "control-failed", nil),
  ])
  func verdictsAndReasonsHaveTheirNewNames(
    verdict: String, reason: String, newVerdict: VerdictKind, newReason: String, cause: InconclusiveCause?
  ) throws {
    var json = try Self.old()
    json["checks"] = [
      [
        "id": "a#b", "requirement": "r", "level": "must", "verdict": .string(verdict), "reason": .string(reason),
      ]
    ]
    let check = try #require(try Report(json: json).checks.first)
    #expect(check.verdict == newVerdict && check.reason == newReason && check.cause == cause)
  }
}
