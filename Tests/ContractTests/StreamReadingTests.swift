import Testing
import Wire

@testable import Contract

@Suite struct StreamReadingTests {
  @Test(arguments: acceptedTranscripts)
  func acceptsDocumentedStreams(_ accepted: AcceptedTranscript) throws {
    let body = try transcript("accepted/\(accepted.name)")
    let reading = StreamReading(streamResponse(body), end: .complete, request: accepted.request)
    expectWellFormed(reading.findings, "\(accepted.name)")
    #expect(reading.findings.filter(\.isViolated) == [], "\(accepted.name)")
    #expect(keptIDs(reading.findings).contains("sse-first-message-start"))
    #expect((reading.message == nil) == (reading.errorEvent != nil))
    #expect(Set(accepted.keeps).subtracting(keptIDs(reading.findings)).isEmpty, "\(accepted.name)")
  }

  @Test(arguments: faultyTranscripts)
  func namesTheOneRequirementAFaultBreaks(_ faulty: FaultyTranscript) throws {
    let body = try transcript("faulty/\(faulty.name)")
    let headers = faulty.headers ?? streamHeaders
    let reading = StreamReading(
      streamResponse(body, headers: headers), end: .complete, request: faulty.request)
    expectWellFormed(reading.findings, "\(faulty.name)")
    #expect(brokenIDs(reading.findings) == faulty.breaks.sorted(), "\(faulty.name)")
    for finding in reading.findings where finding.isViolated {
      if let reason = faulty.reason, let found = finding.violation?.reason.code {
        #expect(found == reason, "\(faulty.name)")
      }
    }
  }
}
