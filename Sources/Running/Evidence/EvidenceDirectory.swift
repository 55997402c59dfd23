import Files
import Wire

/// A directory with the evidence of one run: `run.json` and `exchanges.jsonl`, one exchange a line in
/// the order they ended.
public struct EvidenceDirectory: Sendable {
  public let path: String
  public init(_ path: String) { self.path = path }

  var headerPath: String { Files.join(path, "run.json") }
  var exchangesPath: String { Files.join(path, "exchanges.jsonl") }

  /// Makes the directory, takes it for this run alone, removes what an earlier one left, and writes the header.
  /// Throws when another run is writing there. Returns where exchanges are appended.
  @discardableResult
  public func create(_ header: EvidenceHeader) throws(FileError) -> EvidenceJournal {
    try Files.makeDirectories(path)
    let file = try AppendingFile(exchangesPath, emptied: true)
    for body in try Files.list(path, extension: "body", recursive: false) { try Files.remove(body) }
    try write(header)
    return EvidenceJournal(file, directory: path)
  }

  /// Replaces the header, e.g. when probing has found out more.
  public func write(_ header: EvidenceHeader) throws(FileError) {
    try Files.write(header.json.bytes(.indented) + [0x0A], to: headerPath)
  }

  /// Throws `EvidenceError` with what is wrong and where.
  public func readHeader() throws(EvidenceError) -> EvidenceHeader {
    let bytes: [UInt8]
    do { bytes = try Files.read(headerPath) } catch { throw EvidenceError("\(error)") }
    let json: JSON
    do { json = try JSONParser.parse(bytes).root } catch { throw EvidenceError("\(headerPath): \(error)") }
    return try EvidenceHeader(json: json)
  }

  /// Where exchanges are appended.
  public func journal() throws(FileError) -> EvidenceJournal {
    EvidenceJournal(try AppendingFile(exchangesPath), directory: path)
  }
}

extension ExchangeKey {
  var json: JSON {
    ["case": .string(address), "step": .string(step), "trial": JSON(trial), "copy": JSON(copy)]
  }

  init?(json: JSON?) {
    guard let address = json?["case"]?.string, let step = json?["step"]?.string, let trial = json?["trial"]?.int,
      let copy = json?["copy"]?.int
    else { return nil }
    self.init(address: address, step: step, trial: trial, copy: copy)
  }
}

/// Appends exchanges to the evidence. The first failure to write is kept, and ends the run's claim to be
/// complete.
public actor EvidenceJournal: ExchangeJournal {
  private var file: AppendingFile
  private let directory: String
  public private(set) var failure: FileError?

  init(_ file: AppendingFile, directory: String) {
    self.file = file
    self.directory = directory
  }

  public func record(_ exchange: Exchange, for key: ExchangeKey) {
    guard failure == nil else { return }
    do {
      var exchange = exchange
      let body = exchange.request.body
      if let body, body.count > EvidenceBody.longestInline { exchange.request.body = nil }
      var record: JSON = ["for": key.json, "exchange": exchange.json]
      if exchange.request.body == nil, let body, EvidenceBody.note(body, of: exchange.id, in: &record) {
        try Files.write(body, to: Files.join(directory, EvidenceBody.name(exchange.id)))
      }
      try file.write(record.bytes())
    } catch { failure = error }
  }

  /// Writes everything anew that was written so far, line by line and body by body, e.g. without a secret that was
  /// not known before. Nobody else can write meanwhile.
  public func rewrite(_ change: ([UInt8]) -> [UInt8]) {
    guard failure == nil else { return }
    let path = EvidenceDirectory(directory).exchangesPath
    do {
      let temporary = path + ".rewritten"
      if Files.exists(temporary) { try Files.remove(temporary) }
      let output = try AppendingFile(temporary)
      let reader = try LineReader(path, limit: 256 << 20)
      while let line = try reader.next() { try output.write(change(line.bytes)) }
      for body in try Files.list(directory, extension: "body", recursive: false) {
        try Files.write(change(try Files.read(body, limit: 256 << 20)), to: body)
      }
      try Files.replace(path, with: temporary)
      try file.close()
      file = output
    } catch { failure = error }
  }

  /// Flushes and closes.
  public func close() {
    do { try file.close() } catch { failure = failure ?? error }
  }
}
