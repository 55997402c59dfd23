import Evidence
import Cases
import Evaluation
import Transport
import Wire

extension CaseReplay {
  /// The answer to the same request when `reading` says that the server has too much to do and when to come again,
  /// as every client does; `reading` itself in all other cases. It is asked for once.
  func again(
    _ reading: ResponseReading, step: Step, key: ExchangeKey, rendered: RenderedRequest,
    options: TransferOptions
  ) async -> ResponseReading {
    guard let wait = advisor.wait(after: reading, to: step) else { return reading }
    var key = key
    key.isAfterOverload = true
    guard
      let exchange = await source.exchange(key, sending: rendered.request, options: options, after: wait)?.withoutTrap
    else {
      return reading
    }
    var second = TrapGuard.exchange(exchange.id) {
      ResponseReading(exchange, requestBody: rendered.json, expectsRejection: step.expectsRejection)
    }
    // What it said before it looked at the request says nothing of how it treats faults.
    second.earlier = [ResponseReading(reading.exchange, requestBody: rendered.json, expectsRejection: false)]
    return second
  }
}
