import Cases
import Evaluation
import Evidence
import Transport
import Wire

extension CaseReplay {
  /// The answer to the same request when `reading` says that the server has too much to do or failed for the moment, as
  /// every client asks for it; `reading` itself in all other cases. A wait that the server names is kept once; without one
  /// there are two tries, as the SDKs make.
  func again(
    _ reading: ResponseReading, step: Step, key: ExchangeKey, rendered: RenderedRequest,
    options: TransferOptions
  ) async -> ResponseReading {
    var last = reading
    for attempt in 1...2 {
      guard let wait = advisor.wait(after: last, to: step, attempt: attempt) else { break }
      var again = key
      again.repetition += attempt
      guard
        let exchange = await source.exchange(again, sending: rendered.request, options: options, after: wait)?
          .withoutTrap
      else { break }
      var next = TrapGuard.exchange(exchange.id) {
        ResponseReading(
          exchange, requestBody: rendered.json, expectsRejection: step.expectsRejection,
          toleratesRefusal: step.toleratesRefusal)
      }
      // What it said before it looked at the request says nothing of how it treats faults.
      next.earlier =
        last.earlier + [
          ResponseReading(
            last.exchange, requestBody: rendered.json, expectsRejection: false,
            toleratesRefusal: step.expectsRejection || step.toleratesRefusal)
        ]
      last = next
    }
    return last
  }
}
