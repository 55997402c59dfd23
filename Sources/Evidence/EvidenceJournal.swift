import Files
import Wire

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
