import Files
import Wire

/// A directory with the evidence of one run: `run.json` and `exchanges.jsonl`, one exchange a line in
/// the order they ended.
public struct EvidenceDirectory: Sendable {
  public let path: String
  public init(_ path: String) { self.path = path }

  var headerPath: String { Files.join(path, "run.json") }
  var exchangesPath: String { Files.join(path, "exchanges.jsonl") }

  /// Makes the directory and writes the header; an earlier run's exchanges are removed.
  public func create(_ header: EvidenceHeader) throws(FileError) {
    try Files.makeDirectories(path)
    if Files.exists(exchangesPath) { try Files.remove(exchangesPath) }
    try write(header)
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
    var json: JSON = ["case": .string(address), "step": .string(step), "trial": JSON(trial), "copy": JSON(copy)]
    switch request {
    case .own: break
    case .combined: json["request"] = "combined"
    case .afterRefusals(let number): json["after_refusals"] = JSON(number)
    }
    if isAfterOverload { json["after_overload"] = true }
    return json
  }

  init?(json: JSON?) {
    guard let address = json?["case"]?.string, let step = json?["step"]?.string, let trial = json?["trial"]?.int,
      let copy = json?["copy"]?.int
    else { return nil }
    self.init(address: address, step: step, trial: trial, copy: copy)
    if json?["request"]?.string == "combined" { request = .combined }
    if let number = json?["after_refusals"]?.int { request = .afterRefusals(number) }
    isAfterOverload = json?["after_overload"]?.bool ?? false
  }
}

/// Appends exchanges to the evidence. The first failure to write is kept, and ends the run's claim to be
/// complete.
public actor EvidenceJournal: ExchangeJournal {
  private let file: AppendingFile
  private let directory: String
  public private(set) var failure: FileError?

  /// A request body longer than this has a file of its own, `<exchange>.body`, which curl lines refer to.
  static let longestInlineBody = 16_384

  init(_ file: AppendingFile, directory: String) {
    self.file = file
    self.directory = directory
  }

  public func record(_ exchange: Exchange, for key: ExchangeKey) {
    guard failure == nil else { return }
    do {
      var exchange = exchange
      var name: String?
      if let body = exchange.request.body, body.count > Self.longestInlineBody {
        name = "\(exchange.id).body"
        try Files.write(body, to: Files.join(directory, "\(exchange.id).body"))
        exchange.request.body = nil
      }
      var record: JSON = ["for": key.json, "exchange": exchange.json]
      if let name { record["body_file"] = .string(name) }
      try file.write(record.bytes())
    } catch { failure = error }
  }

  /// Flushes and closes.
  public func close() {
    do { try file.close() } catch { failure = failure ?? error }
  }
}
