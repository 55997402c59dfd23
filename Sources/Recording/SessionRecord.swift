import Cases
import Files
import Evidence
import Planning
import Wire

/// Takes a session down: evidence as it comes, drafts of cases at the end. Nothing reaches the disk before
/// the credentials are out of it.
actor SessionRecord {
  private let directory: String
  private let evidence: EvidenceDirectory
  private let journal: EvidenceJournal
  private var header: RunDescription
  private let log: (@Sendable (String) -> Void)?
  private var secrets = SessionSecrets()
  private var drafts = CaseDrafts()
  private(set) var count = 0
  private var begun = 0
  private var underWay = 0
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(directory: String, header: RunDescription, log: (@Sendable (String) -> Void)? = nil) throws(FileError) {
    self.log = log
    self.directory = directory
    self.header = header
    evidence = EvidenceDirectory(Files.join(directory, "evidence"))
    journal = try evidence.create(header)
  }

  /// Called before a request goes out, so that its credentials are known when anything comes back. Returns the
  /// exchange's id: four digits at least, so that names sort.
  func begin(_ request: Request) async -> String {
    if secrets.learn(from: request), count > 0 { await blotOut() }
    begun += 1
    underWay += 1
    let digits = String(begun)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Waits until every exchange that began has been taken down.
  func settle() async {
    if underWay == 0 { return }
    await withCheckedContinuation { waiting.append($0) }
  }

  func record(_ exchange: Exchange) async {
    if let response = exchange.response, secrets.learn(from: response), count > 0 { await blotOut() }
    let exchange = secrets.redact(exchange)
    count += 1
    if header.model.isEmpty, let model = Self.model(of: exchange.request) {
      header.model = model
      try? evidence.write(header)
    }
    drafts.add(exchange, baseURL: header.baseURL)
    log?(Self.line(exchange, baseURL: header.baseURL))
    await journal.record(exchange, for: ExchangeKey(address: "recorded-\(exchange.id)", step: "request"))
    underWay -= 1
    if underWay == 0 {
      for continuation in waiting { continuation.resume() }
      waiting = []
    }
  }

  /// Takes a secret that has become known out of what was written before.
  private func blotOut() async {
    let secrets = secrets
    await journal.rewrite { secrets.redact($0) }
  }

  /// Writes the drafts and closes the evidence. Throws the first thing that could not be written.
  func finish() async throws(FileError) {
    await journal.close()
    if let failure = await journal.failure { throw failure }
    try evidence.write(header)
    let folder = Files.join(directory, "drafts")
    try Files.makeDirectories(folder)
    // What became known late stands in drafts of what came before.
    try Files.write(secrets.redact(drafts.file(model: header.model)), to: Files.join(folder, "session.yaml"))
  }

  /// `0003 POST /v1/messages 200 1234 bytes 56 ms`
  private static func line(_ exchange: Exchange, baseURL: String) -> String {
    let target = String(exchange.request.url.dropFirst(baseURL.utf8.count))
    let status = exchange.response.map { String($0.status) } ?? "no answer"
    var parts = [exchange.id, exchange.request.method, target, status]
    parts += ["\(exchange.response?.body.count ?? 0) bytes", "\(exchange.timings.ended / 1000) ms"]
    switch exchange.end {
    case .complete: break
    case .closedByClient: parts.append("(the client left)")
    case .failed(let failure): parts.append("(\(failure.kind.rawValue))")
    }
    return parts.joined(separator: " ")
  }

  private static func model(of request: Request) -> String? {
    guard let body = request.body, let json = try? JSONParser.parse(body).root else { return nil }
    return json["model"]?.string
  }
}
