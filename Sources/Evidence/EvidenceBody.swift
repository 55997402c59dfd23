import Files
import Wire

/// Where the long body of a request is kept: beside the record as a file `0042.body`, or in it as pieces that
/// repeat. The suite's longest requests are one letter two million times.
package enum EvidenceBody {
  /// Shorter ones stand in the record as they are.
  static let longestInline = 16_384
  /// A body that comes to more than this is none that anybody sent.
  private static let longest = 64 << 20

  /// Adds what says where the body is to the record; returns whether a file has to be written.
  static func note(_ body: [UInt8], of id: String, in record: inout JSON) -> Bool {
    let pieces = Repetition.pieces(of: body)
    guard pieces.reduce(0, { $0 + $1.unit.count }) <= longestInline, pieces.count <= 64,
      pieces.allSatisfy({ $0.unit.firstInvalidUTF8 == nil })
    else {
      record["body_file"] = .string(name(id))
      return true
    }
    record["body_pieces"] = .array(
      pieces.map { [.string(String(decoding: $0.unit, as: UTF8.self)), JSON($0.times)] })
    return false
  }

  static func name(_ id: String) -> String { "\(id).body" }

  /// The body that a record speaks of; nil when it speaks of none. A file is a regular one of this very directory.
  package static func read(_ record: JSON, in directory: String) throws -> [UInt8]? {
    try read(record) { try Files.read(Files.join(directory, $0), followingLink: false) }
  }

  /// - Parameter file: the bytes of a file beside the record, by its name.
  static func read(_ record: JSON, file: (String) throws -> [UInt8]) throws -> [UInt8]? {
    if let pieces = record["body_pieces"]?.array {
      var body: [UInt8] = []
      for piece in pieces {
        guard let unit = piece[0]?.string, let times = piece[1]?.int, times >= 0,
          unit.utf8.count.times(times).plus(body.count) <= longest
        else { throw EvidenceError("'body_pieces' is no list of texts and counts, or comes to too much") }
        // Nothing, however often, is nothing: a stranger's count of it must not be counted out.
        guard !unit.isEmpty else { continue }
        let bytes = Array(unit.utf8)
        for _ in 0..<times { body += bytes }
      }
      return body
    }
    guard let name = record["body_file"]?.string else { return nil }
    guard !name.contains("/"), name.hasSuffix(".body"), !name.hasPrefix(".") else {
      throw EvidenceError("'body_file' is '\(name)', which is no file of the evidence")
    }
    return try file(name)
  }
}
