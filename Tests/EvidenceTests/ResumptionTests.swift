import Files
import Testing

@testable import Evidence

@Suite struct ResumptionTests {
  @Test func theEvidenceOfAnotherRunIsRefused() async throws {
    let path = try Files.temporaryDirectory(prefix: "dropin-resume")
    let directory = EvidenceDirectory(path)
    #expect(try EvidenceResumption.prepare(directory, for: RunDescriptionTests.description()) == nil)
    let journal = try directory.create(RunDescriptionTests.description())
    await journal.close()
    #expect(try EvidenceResumption.prepare(directory, for: RunDescriptionTests.description())?.known == 0)
    // The model was not named this time: the probe finds it again.
    #expect(try EvidenceResumption.prepare(directory, for: RunDescriptionTests.description("")) != nil)
    for other in [RunDescriptionTests.description("other"), RunDescriptionTests.description(digest: "e")] {
      #expect(throws: EvidenceError.self) { try EvidenceResumption.prepare(directory, for: other) }
    }
    var selected = RunDescriptionTests.description()
    selected.selection.areas = ["x"]
    #expect(throws: EvidenceError.self) { try EvidenceResumption.prepare(directory, for: selected) }
    try Files.remove(path)
  }

  @Test func aRunThatStillWritesIsLeftAlone() async throws {
    let path = try Files.temporaryDirectory(prefix: "dropin-resume")
    let directory = EvidenceDirectory(path)
    let journal = try directory.create(RunDescriptionTests.description())
    #expect(throws: EvidenceError.self) {
      try EvidenceResumption.prepare(directory, for: RunDescriptionTests.description())
    }
    await journal.close()
    #expect(try EvidenceResumption.prepare(directory, for: RunDescriptionTests.description()) != nil)
    try Files.remove(path)
  }
}
