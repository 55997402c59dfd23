import Testing
import Wire

@testable import Contract

@Suite struct CoverageTests {
  /// Every requirement this module judges is seen kept by some example and broken by some other.
  @Test func everyRequirementIsProvedBothWays() throws {
    var kept: Set<String> = []
    var broken: Set<String> = []
    func note(_ findings: [Finding]) {
      kept.formUnion(keptIDs(findings))
      broken.formUnion(brokenIDs(findings))
    }
    for example in ExchangeReadingTests.accepted + ExchangeReadingTests.faulty {
      note(ExchangeReading(example.exchange, fault: example.fault).findings)
    }
    for accepted in acceptedTranscripts {
      let body = try transcript("accepted/\(accepted.name)")
      note(StreamReading(streamResponse(body), end: .complete, request: accepted.request).findings)
    }
    for faulty in faultyTranscripts {
      let body = try transcript("faulty/\(faulty.name)")
      note(
        StreamReading(
          streamResponse(body, headers: faulty.headers ?? streamHeaders), end: .complete,
          request: faulty.request
        ).findings)
    }
    for example in streamExamples { note(example.findings) }
    let judged = Set(judgedRequirements)
    #expect(judged.subtracting(kept).sorted() == [], "never kept")
    #expect(judged.subtracting(broken).sorted() == [], "never broken")
    #expect(kept.union(broken).subtracting(judged).sorted() == [], "not listed")
  }

  @Test func theListIsSortedAndHasNoRepeats() {
    #expect(judgedRequirements == judgedRequirements.sorted())
    #expect(Set(judgedRequirements).count == judgedRequirements.count)
  }

  /// An id that the registry does not know would be judged for nobody.
  @Test func everyRequirementIsRegistered() throws {
    var registered: Set<String> = []
    for area in [
      "errors", "headers", "http", "models", "response", "sse", "sse-errors", "sse-grammar", "sse-thinking",
      "sse-tools", "stop", "structured", "thinking", "tool_choice", "tool_use", "count_tokens",
    ] {
      let text = String(decoding: try fixture("specs/requirements/\(area).yaml"), as: UTF8.self)
      for line in text.split(separator: "\n") where line.hasPrefix("  - id: ") {
        registered.insert(String(line.dropFirst("  - id: ".count)))
      }
    }
    #expect(Set(judgedRequirements).subtracting(registered).sorted() == [])
  }
}
