import Transport
import Wire

/// Gives back what an earlier run has asked already, and asks the server for the rest.
package struct ResumingSource: ExchangeSource {
  let recorded: RecordedSource
  let live: any ExchangeSource

  package init(recorded: RecordedSource, live: any ExchangeSource) {
    self.recorded = recorded
    self.live = live
  }

  package func exchange(_ key: ExchangeKey, sending request: Request, options: TransferOptions) async -> Exchange? {
    if let known = await recorded.exchange(key, sending: request, options: options) { return known }
    return await live.exchange(key, sending: request, options: options)
  }

  package func exchange(_ key: ExchangeKey, sending request: Request, options: TransferOptions, after wait: Int) async
    -> Exchange?
  {
    if let known = await recorded.exchange(key, sending: request, options: options) { return known }
    return await live.exchange(key, sending: request, options: options, after: wait)
  }
}
