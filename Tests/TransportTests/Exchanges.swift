import Transport
import Wire

/// A short way to one exchange with a scripted server.
func exchange(
  _ steps: [Step], method: String = "GET", headers: [HeaderField] = [], body: String? = nil,
  options: TransferOptions = TransferOptions()
) async -> Exchange {
  let server = ScriptServer(steps)
  defer { server.close() }
  let transport = CurlTransport()
  defer { transport.shutdown() }
  let request = Request(
    method: method, url: server.url + "/v1/messages", headers: headers, body: body.map { Array($0.utf8) })
  return await transport.send(request, options: options, id: "0001")
}

/// An answer to one request, byte for byte.
func answer(_ text: String) -> [Step] { [.readRequest, .send(text)] }

/// Limits that no test but the one that means them runs into.
func limits(
  connect: Int = 5000, firstByte: Int = 5000, idle: Int = 5000, total: Int = 10_000, head: Int = 65_536,
  body: Int = 1_048_576
) -> TransferOptions {
  TransferOptions(
    limits: TransferLimits(
      connect: connect, firstByte: firstByte, idle: idle, total: total, maximumHeadBytes: head,
      maximumBodyBytes: body))
}

extension Exchange {
  var failureKind: TransferFailure.Kind? { if case .failed(let failure) = end { failure.kind } else { nil } }
  var faultKinds: [FramingViolation.Kind] { framingFaults.map(\.kind) }
  var bodyText: String? { response.map { String(decoding: $0.body, as: UTF8.self) } }
}

extension Transport {
  func send(_ request: Request, id: String) async -> Exchange {
    await send(request, options: TransferOptions(), id: id)
  }
}
