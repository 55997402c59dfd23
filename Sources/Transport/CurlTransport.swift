import Wire

/// The transport over libcurl: HTTP/1.1, plain or over TLS with the system's trust store.
///
/// One thread drives all transfers; any number may be under way at once. Nothing is done that the caller did
/// not ask for: no redirect, no repetition, no proxy of the environment, no cookie, no decompression, no
/// header besides `Host` and `Content-Length` or `Transfer-Encoding`.
public final class CurlTransport: Transport {
  private let engine: Engine

  /// Starts the thread.
  public init() { engine = Engine() }

  deinit { engine.stop() }

  /// Ends every transfer as `.cancelled`, closes all connections and waits for the thread. Sending afterwards
  /// fails the same way.
  public func shutdown() { engine.stop() }

  public func send(_ request: Request, options: TransferOptions, id: String) async -> Exchange {
    if let refused = refusal(of: request) {
      return Exchange(
        id: id, request: request, response: nil, end: .failed(refused), timings: TransferTimings())
    }
    let engine = engine
    let ticket = Locked<Transfer?>(nil)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let transfer = Transfer(request, options: options, id: id, engine: engine, continuation: continuation)
        ticket.withLock { $0 = transfer }
        guard engine.post(.start(transfer)) else {
          transfer.resume(end: .failed(TransferFailure(.cancelled, "the transport was shut down")))
          return
        }
        // A cancellation that came before the transfer had no ticket to cancel.
        if Task.isCancelled { _ = engine.post(.cancel(transfer)) }
      }
    } onCancel: {
      if let transfer = ticket.withLock({ $0 }) { _ = engine.post(.cancel(transfer)) }
    }
  }
}
