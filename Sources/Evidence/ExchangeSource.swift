import Transport
import Wire

/// Where exchanges come from: a server, or the evidence of an earlier run. The same replay and the same
/// judges work on both, so a report made offline cannot differ.
package protocol ExchangeSource: Sendable {
  /// The exchange for this request, or nil when there is none to be had any more.
  func exchange(_ key: ExchangeKey, sending request: Request, options: TransferOptions) async -> Exchange?

  /// The same, asked for only after a wait, in milliseconds; nil also when so long a wait is too much.
  func exchange(_ key: ExchangeKey, sending request: Request, options: TransferOptions, after wait: Int) async
    -> Exchange?
}

/// Takes down every exchange as soon as it is over, so that a run cut off loses nothing.
package protocol ExchangeJournal: Sendable {
  func record(_ exchange: Exchange, for key: ExchangeKey) async
}
