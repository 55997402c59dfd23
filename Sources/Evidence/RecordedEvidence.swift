import Files
import Wire

/// Evidence to be read, out of a directory or out of a bundle. What comes from a bundle never becomes a file.
package struct RecordedEvidence: Sendable {
  private enum Place: Sendable {
    case directory(EvidenceDirectory)
    /// The bundle's files below `evidence`, by their names.
    case files([String: [UInt8]])
  }

  private let place: Place
  /// What messages call the list of exchanges.
  package let exchangesPath: String

  package init(_ directory: EvidenceDirectory) {
    place = .directory(directory)
    exchangesPath = directory.exchangesPath
  }

  /// - Parameter name: what messages call the bundle.
  init(_ files: [String: [UInt8]], name: String) {
    place = .files(files)
    exchangesPath = "\(name):evidence/exchanges.jsonl"
  }

  /// Throws `EvidenceError` with what is wrong and where.
  package func header() throws(EvidenceError) -> RunDescription {
    switch place {
    case .directory(let directory): return try directory.readHeader()
    case .files(let files):
      guard let bytes = files["run.json"] else { throw EvidenceError("the bundle has no run.json") }
      let json: JSON
      do { json = try JSONParser.parse(bytes).root } catch { throw EvidenceError("run.json: \(error)") }
      return try RunDescription(json: json)
    }
  }

  /// The exchanges, one a line.
  package func lines() throws(EvidenceError) -> LineReader {
    let longest = 256 << 20
    switch place {
    case .directory:
      do { return try LineReader(exchangesPath, limit: longest) } catch { throw EvidenceError("\(error)") }
    case .files(let files):
      guard let bytes = files["exchanges.jsonl"] else { throw EvidenceError("the bundle has no exchanges.jsonl") }
      return LineReader(bytes, name: exchangesPath, limit: longest)
    }
  }

  /// The body that a record of an exchange keeps apart from it; nil when there is none.
  package func body(of record: JSON) throws -> [UInt8]? {
    switch place {
    case .directory(let directory): return try EvidenceBody.read(record, in: directory.path)
    case .files(let files):
      return try EvidenceBody.read(record) { name in
        guard let bytes = files[name] else { throw EvidenceError("the bundle has no \(name)") }
        return bytes
      }
    }
  }
}
