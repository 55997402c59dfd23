import Evaluation
import Evidence
import Planning
import Wire

/// Answers that several cases share. An answer is forgotten with its last use, so memory does not grow
/// with the number of cases.
actor SharedExchanges {
  /// Who asks for an answer first in the order of the plan, and how many steps use it. The first one names it in
  /// the evidence, whoever comes first when cases run side by side.
  struct Use: Sendable {
    var owner: ExchangeKey
    var count: Int
  }

  private var uses: [ShareKey: Use]
  private var answers: [ShareKey: Task<Kept?, Never>] = [:]

  /// An answer as it is held. What is parsed takes many times the room of its bytes, so that long ones are parsed
  /// again for everybody who wants them.
  private enum Kept {
    case reading(ResponseReading)
    case exchange(Exchange, expectsRejection: Bool, earlier: [ResponseReading])

    init(_ reading: ResponseReading) {
      let size = reading.exchange.response?.body.count ?? 0
      self =
        size <= SharedExchanges.longestParsed
        ? .reading(reading)
        : .exchange(reading.exchange, expectsRejection: reading.expectsRejection, earlier: reading.earlier)
    }

    var reading: ResponseReading {
      switch self {
      case .reading(let reading): return reading
      case .exchange(let exchange, let expectsRejection, let earlier):
        var reading = TrapGuard.exchange(exchange.id) {
          ResponseReading(exchange, expectsRejection: expectsRejection)
        }
        reading.earlier = earlier
        return reading
      }
    }
  }

  private static let longestParsed = 32_768

  init(uses: [ShareKey: Use]) { self.uses = uses }

  /// The shared answer, asked for with `send` unless it is known or on its way already.
  func reading(
    for key: ShareKey, asking itself: ExchangeKey,
    send: @escaping @Sendable (ExchangeKey) async -> ResponseReading?
  ) async -> ResponseReading? {
    let use = uses[key] ?? Use(owner: itself, count: 1)
    let answer = answers[key] ?? Task { await send(use.owner).map(Kept.init) }
    let left = use.count - 1
    uses[key] = Use(owner: use.owner, count: left)
    answers[key] = left > 0 ? answer : nil
    let reading = await withTaskCancellationHandler {
      await answer.value?.reading
    } onCancel: {
      answer.cancel()
    }
    // An interrupted exchange says nothing about the next case that wants it.
    if reading?.isInterrupted != false { answers[key] = nil }
    return reading
  }

  /// One of the steps that could ask for this answer does not need it.
  func forgo(_ key: ShareKey) {
    let left = (uses[key]?.count ?? 1) - 1
    uses[key]?.count = left
    if left <= 0 { answers[key] = nil }
  }
}

extension ResponseReading {
  fileprivate var isInterrupted: Bool {
    guard case .failed(let failure) = exchange.end else { return false }
    return failure.kind == .cancelled || failure.isUnreachable
  }
}
