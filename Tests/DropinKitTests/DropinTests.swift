import DropinKit
import Files
import Testing

@Suite struct DropinTests {
  /// A few cases on messages, streams and errors.
  static var few: RunOptions {
    var options = RunOptions()
    options.areas = ["basics", "errors"]
    options.parallelCases = 4
    return options
  }

  @Test func theReferenceServerBreaksNothing() async throws {
    let report = try await Dropin.run(against: .reference, options: Self.few)
    // Below MUST there are bounds on time, which a machine that is busy with other tests does not keep.
    #expect(report.violations(atLeast: .must).map(\.description) == [])
    #expect(report.isComplete && report.passes, "\(report.reason)")
    #expect(report.requestCount > 10)
    #expect(report.outcome(of: "http-post-messages") == .satisfied)
    #expect(report.outcome(of: "no-such-requirement") == nil)
  }

  @Test func aDefectIsAViolation() async throws {
    let report = try await Dropin.run(against: .reference(defects: ["stop-reason-null"]), options: Self.few)
    let violation = try #require(
      report.violations(atLeast: .must).first { $0.requirement == "resp-stop-reason-nonnull" })
    #expect(!report.passes && !violation.isExpected && !violation.sentence.isEmpty)
    #expect(report.outcome(of: "resp-stop-reason-nonnull") == .violated)
    #expect(report.violations(atLeast: .may).count >= report.violations(atLeast: .must).count)
  }

  @Test func aServerInThisProcessIsAskedEverythingButWhatNeedsAConnection() async throws {
    var options = RunOptions()
    options.areas = ["basics", "errors", "http", "sse"]
    options.authentication = .off
    options.parallelCases = 4
    let report = try await Dropin.run(against: .transport(try ReferenceInProcess()), options: options)
    // Below MUST there are bounds on time, which a machine that is busy with other tests does not keep.
    #expect(report.violations(atLeast: .must).map(\.description) == [])
    #expect(report.passes, "\(report.reason)")
    #expect(report.outcome(of: "http-framing-valid") == .notRun)
    #expect(report.outcome(of: "http-chunked-request") == .notApplicable)

    let defect = try ReferenceInProcess(defects: ["stop-reason-null"])
    let broken = try await Dropin.run(against: .transport(defect), options: Self.few)
    #expect(broken.violations(atLeast: .must).contains { $0.requirement == "resp-stop-reason-nonnull" })
  }

  @Test func evidenceEvaluatedAgainGivesTheSameReport() async throws {
    let directory = try Files.temporaryDirectory(prefix: "dropin-kit")
    var options = Self.few
    options.evidenceDirectory = Files.join(directory, "evidence")
    let report = try await Dropin.run(against: .reference(defects: ["stop-reason-null"]), options: options)
    let again = try await Dropin.evaluate(evidence: Files.join(directory, "evidence"))
    #expect(again.violations() == report.violations())
    try again.write(.json, to: Files.join(directory, "new/report.json"))
    #expect(try Files.read(Files.join(directory, "new/report.json")) == again.data(as: .json))
    try Files.remove(directory)
  }

  @Test func whatIsWrongIsSaidAtOnce() async throws {
    var unknown = RunOptions()
    unknown.profile = "quik"
    await #expect(throws: DropinError.self) { try await Dropin.run(against: .reference, options: unknown) }
    await #expect(throws: DropinError.self) { try await Dropin.run(against: .url("localhost"), options: Self.few) }
    await #expect(throws: DropinError.self) {
      try await Dropin.run(suite: .directory("no/such/directory"), against: .reference)
    }
  }

  @Test func everyFormatOfTheProgramIsOneOfTheLibrary() {
    #expect(Set(ReportFormat.allCases.map(\.rawValue)) == Set(ReportFormats.names))
  }
}
