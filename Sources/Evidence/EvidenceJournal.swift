import Files
import Wire

/// Appends exchanges to the evidence. The first failure to write is kept, and ends the run's claim to be
/// complete.
package actor EvidenceJournal: ExchangeJournal {
  private var file: AppendingFile
  private let directory: String
  package private(set) var failure: FileError?

  init(_ file: AppendingFile, directory: String) {
    self.file = file
    self.directory = directory
  }

  package func record(_ exchange: Exchange, for key: ExchangeKey) {
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
  package func rewrite(_ change: ([UInt8]) -> [UInt8]) {
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
  package func close() {
    do { try file.close() } catch { failure = failure ?? error }
  }
}
