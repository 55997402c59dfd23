import Transport
import Wire

/// Asks a server in this process and keeps the same record of it as the transport over the network: what arrived and
/// when, within the same limits.
struct InProcessTransport: Transport {
  let server: any ServerTransport
  /// What stands before the path in the URLs of requests.
  let baseURL: String

  init(_ server: any ServerTransport, baseURL: String) {
    self.server = server
    self.baseURL = baseURL
  }

  func send(_ request: Request, options: TransferOptions, id: String) async -> Exchange {
    let transfer = InProcessTransfer(request, options: options, id: id)
    let received = received(request)
    let answering = Task { await answer(received, into: transfer) }
    let watching = Task { await transfer.watchLimits() }
    let exchange = await withTaskCancellationHandler {
      await transfer.exchange()
    } onCancel: {
      Task { await transfer.end(.failed(TransferFailure(.cancelled, "the run was cancelled"))) }
    }
    // A server that goes on regardless is not waited for.
    answering.cancel()
    watching.cancel()
    return exchange
  }

  private func answer(_ request: ServerRequest, into transfer: InProcessTransfer) async {
    do {
      let response = try await server.respond(to: request)
      guard await transfer.begin(response) else { return }
      for try await part in response.body {
        guard await transfer.receive(part) else { return }
      }
      await transfer.end(.complete)
    } catch {
      await transfer.end(.failed(TransferFailure(.reset, "the server threw an error: \(error)")))
    }
  }

  private func received(_ request: Request) -> ServerRequest {
    let target = request.url.hasPrefix(baseURL) ? String(request.url.dropFirst(baseURL.count)) : request.url
    var headers = request.headers.map { (name: $0.name, value: $0.value) }
    headers.insert((name: "Host", value: String(baseURL.drop { $0 != "/" }.drop { $0 == "/" })), at: 0)
    if let body = request.body { headers.append((name: "Content-Length", value: String(body.count))) }
    return ServerRequest(method: request.method, target: target, headers: headers, body: request.body ?? [])
  }
}
