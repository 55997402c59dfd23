import Evaluation
import Cases
import Evidence
import Transport
import Wire

/// Sends requests to a server, puts the token in at the last moment and takes it out of everything that
/// comes back before anybody sees it.
package actor LiveSource: ExchangeSource {
  private let transport: any Transport
  private let token: String?
  private let redactor: Redactor
  private let journal: (any ExchangeJournal)?
  private let sleep: @Sendable (Int) async -> Void
  private var sent: Int
  /// Milliseconds that the run may still wait for a server that has too much to do.
  private var patience = 120_000
  private var waits = KnownWaits()
  /// How fast the server has answered so far.
  package private(set) var pace = AnswerPace()
  /// Bytes of answers that may still be kept in full; what a run keeps has a bound whatever the server sends.
  private var room = 40 << 20
  /// So much of an answer is read in any case.
  private static let leastBody = 65_536

  /// - Parameter token: the valid token; replaces the placeholder in header values.
  /// - Parameter sent: how many requests an earlier part of the run has sent.
  /// - Parameter sleep: lets so many milliseconds pass.
  package init(
    transport: any Transport, token: String?, journal: (any ExchangeJournal)?, sent: Int = 0,
    sleep: @escaping @Sendable (Int) async -> Void = { try? await Task.sleep(for: .milliseconds($0)) }
  ) {
    self.sent = sent
    self.sleep = sleep
    self.transport = transport
    self.token = token
    self.journal = journal
    redactor = Redactor(secrets: token.map { [$0] } ?? [])
  }

  /// How many requests have gone out.
  package var requests: Int { sent }

  /// What the server was found to keep waiting for.
  package var timeoutDiagnoses: [Diagnosis] { waits.diagnoses }

  package func exchange(_ key: ExchangeKey, sending request: Request, options: TransferOptions) async -> Exchange? {
    var options = options
    waits.shorten(&options)
    options.limits.maximumBodyBytes = min(options.limits.maximumBodyBytes, max(Self.leastBody, room))
    sent += 1
    let id = Self.identifier(sent)
    var exchange = await transport.send(withToken(request), options: options, id: id)
    if options.connection != .fresh, exchange.diedOnAnIdleConnection {
      // A server may close a kept connection whenever it likes; every client sends such a request again. A pinned
      // connection that died is replaced by a new one of its name.
      var fresh = options
      if options.connection == .reuse { fresh.connection = .fresh }
      sent += 1
      exchange = await transport.send(withToken(request), options: fresh, id: id)
    }
    // What a server has said is sent back to it: a token that it sent in parts stands whole in the next request.
    exchange.request = request
    // Decoded first: a token inside a compressed body would not be seen.
    exchange = exchange.decoded(limit: options.limits.maximumBodyBytes)
    exchange.keySearch = KeySearch(exchange, sent: withToken(request).headers, token: token)
    exchange = redactor.redact(exchange)
    room -= exchange.response?.body.count ?? 0
    waits.learn(exchange, of: key.address)
    pace.learn(exchange)
    await journal?.record(exchange, for: key)
    return exchange
  }

  /// All waits of a run together take no more than two minutes: a server that is never free is not waited for.
  package func exchange(_ key: ExchangeKey, sending request: Request, options: TransferOptions, after wait: Int) async
    -> Exchange?
  {
    guard wait <= patience else { return nil }
    patience -= wait
    await sleep(wait)
    return Task.isCancelled ? nil : await exchange(key, sending: request, options: options)
  }

  private func withToken(_ request: Request) -> Request {
    guard let token else { return request }
    var request = request
    for index in request.headers.indices {
      request.headers[index].value = request.headers[index].value.replacing(
        RequestRenderer.tokenPlaceholder, with: token)
      for nearly in NearlyTheToken.allCases where request.headers[index].value.contains(nearly.placeholder) {
        request.headers[index].value = request.headers[index].value.replacing(
          nearly.placeholder, with: nearly.key(from: token))
      }
    }
    return request
  }

  /// Four digits at least, so that names sort.
  static func identifier(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension Exchange {
  /// Whether the connection, kept from an earlier exchange, was gone before the server saw this request.
  fileprivate var diedOnAnIdleConnection: Bool {
    guard reusedConnection, response == nil, case .failed(let failure) = end else { return false }
    return failure.kind == .emptyReply || failure.kind == .reset
  }
}
