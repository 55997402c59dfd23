import Wire

/// The transport over libcurl: HTTP/1.1, plain or over TLS with certificates verified unless the caller says otherwise.
///
/// libcurl resolves names, connects, speaks TLS and waits for sockets; requests are written and responses
/// read here, so that every byte is seen as it came. One thread drives all transfers, any number at once.
/// Nothing is done that the caller did not ask for: no redirect, no repetition, no proxy of the environment,
/// no cookie, no decompression, no header besides `Host` and `Content-Length` or `Transfer-Encoding`.
package final class CurlTransport: Transport {
  /// Without an engine every transfer fails for the same reason.
  private let engine: Result<Engine, TransferFailure>

  /// Starts the thread. If the machine has none to give, every transfer fails as `.internal`.
  /// - Parameters:
  ///   - certificateAuthorities: path of a PEM file with the authorities to trust in place of those that
  ///     `SSL_CERT_FILE` or `SSL_CERT_DIR` names, or the system keeps.
  ///   - verifiesCertificates: false to accept any certificate, for whatever name.
  package init(certificateAuthorities: String? = nil, verifiesCertificates: Bool = true) {
    let authorities = certificateAuthorities.map { CertificateAuthorities(file: $0) } ?? .ofThisMachine()
    let trust = ServerTrust(authorities: authorities, verifiesCertificates: verifiesCertificates)
    engine = Result { () throws(TransferFailure) in try Engine(trust: trust) }
  }

  /// A transport that could not be started.
  init(unavailable failure: TransferFailure) { engine = .failure(failure) }

  deinit { shutdown() }

  /// Ends every transfer as `.cancelled`, closes all connections and waits for the thread. Sending afterwards
  /// fails the same way.
  package func shutdown() { try? engine.get().stop() }

  package func send(_ request: Request, options: TransferOptions, id: String) async -> Exchange {
    let writer: RequestWriter
    let engine: Engine
    do throws(TransferFailure) {
      engine = try self.engine.get()
      writer = try RequestWriter(request, framing: options.bodyEncoding)
    } catch {
      return Exchange(
        id: id, request: request, response: nil, end: .failed(error), timings: TransferTimings())
    }
    let ticket = Locked<Transfer?>(nil)
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let transfer = Transfer(request, writer, options: options, id: id, continuation: continuation)
        ticket.withLock { $0 = transfer }
        guard engine.post(.start(transfer)) else {
          transfer.fail(.cancelled, "the transport was shut down")
          transfer.resume()
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
