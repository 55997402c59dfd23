import Testing
import Wire

@testable import Evaluation

@Suite struct DiagnosisTests {
  private func exchange(
    _ number: Int, _ status: Int, _ outcome: ExchangeOutcome, isStream: Bool = false, expectsRejection: Bool = false
  ) -> ExchangeSummary {
    ExchangeSummary(
      id: "\(number)", address: "case", row: "", step: "exchange",
      request: Request(method: "POST", url: "http://host/v1/messages"), status: status, end: .complete,
      timings: TransferTimings(connected: nil, firstByte: nil, headEnd: nil, ended: 0), responseBytes: 1,
      outcome: outcome, kind: .init(isStream: isStream, expectsRejection: expectsRejection))
  }

  private func codes(_ exchanges: [ExchangeSummary]) -> [Diagnosis.Code] { Diagnosis.all(exchanges).map(\.code) }

  @Test func aSoundServerHasNone() {
    let sound = (1...6).map { exchange($0, 200, .answered, isStream: $0 % 2 == 0) }
    let refused = (7...12).map { exchange($0, 400, .refused, expectsRejection: true) }
    #expect(codes(sound + refused).isEmpty)
  }

  @Test func refusingEverythingIsSaidOnce() {
    let all = (1...6).map { exchange($0, 400, .refused, expectsRejection: $0 > 3) }
    let found = Diagnosis.all(all)
    #expect(found.map(\.code) == [.refusesEverything])
    #expect(found.first?.exchanges == all.map(\.id))
    #expect(found.first?.sentence == "None of the 6 requests for a message was answered: 6 times status 400.")
    #expect(codes(Array(all.prefix(4))).isEmpty)
  }

  @Test func oneAnswerIsEnoughNotToRefuseEverything() {
    #expect(codes((1...6).map { exchange($0, 400, .refused) } + [exchange(7, 200, .answered)]).isEmpty)
  }

  @Test func streamsMayBeRefusedAlone() {
    let streams = (1...5).map { exchange($0, 501, .serverError, isStream: true) }
    #expect(codes(streams + [exchange(6, 200, .answered)]) == [.refusesStreams])
  }

  @Test(arguments: [
    (200, ExchangeOutcome.answered, Diagnosis.Code.acceptsEverything), (200, .errorWith200, .errorsUnder200),
    (500, .serverError, .blamesItself),
  ])
  func howFaultsAreTreated(status: Int, outcome: ExchangeOutcome, code: Diagnosis.Code) {
    let sound = exchange(0, 200, .answered)
    let faulty = (1...10).map { exchange($0, status, outcome, expectsRejection: true) }
    #expect(codes([sound] + faulty) == [code])
    #expect(codes([sound] + faulty.dropLast() + [exchange(11, 400, .refused, expectsRejection: true)]) == [code])
    let two = [
      exchange(11, 400, .refused, expectsRejection: true), exchange(12, 400, .refused, expectsRejection: true),
    ]
    #expect(codes([sound] + faulty + two).isEmpty)
  }
}
