import Files
import Wire

/// A directory with the evidence of one run: `run.json` and `exchanges.jsonl`, one exchange a line in
/// the order they ended.
package struct EvidenceDirectory: Sendable {
  package let path: String
  package init(_ path: String) { self.path = path }

  var headerPath: String { Files.join(path, "run.json") }
  package var exchangesPath: String { Files.join(path, "exchanges.jsonl") }

  /// Makes the directory, takes it for this run alone, removes what an earlier one left, and writes the header.
  /// Throws when another run is writing there. Returns where exchanges are appended.
  @discardableResult
  package func create(_ header: RunDescription) throws(FileError) -> EvidenceJournal {
    try Files.makeDirectories(path)
    let file = try AppendingFile(exchangesPath, emptied: true)
    for body in try Files.list(path, extension: "body", recursive: false) { try Files.remove(body) }
    try write(header)
    return EvidenceJournal(file, directory: path)
  }

  /// Replaces the header, e.g. when probing has found out more.
  package func write(_ header: RunDescription) throws(FileError) {
    try Files.write(header.json.bytes(.indented) + [0x0A], to: headerPath)
  }

  /// Throws `EvidenceError` with what is wrong and where.
  package func readHeader() throws(EvidenceError) -> RunDescription {
    let bytes: [UInt8]
    do { bytes = try Files.read(headerPath) } catch { throw EvidenceError("\(error)") }
    let json: JSON
    do { json = try JSONParser.parse(bytes).root } catch { throw EvidenceError("\(headerPath): \(error)") }
    return try RunDescription(json: json)
  }

  /// Where exchanges are appended.
  package func journal() throws(FileError) -> EvidenceJournal {
    EvidenceJournal(try AppendingFile(exchangesPath), directory: path)
  }
}
