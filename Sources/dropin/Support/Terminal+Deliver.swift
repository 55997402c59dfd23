import DropinKit

extension Terminal {
  /// Writes what a command made; throws `UserError` when that cannot be done.
  static func deliver(_ bytes: [UInt8], to path: String) throws {
    guard path != "-" else {
      if let why = deliver(bytes) { throw UserError("cannot write to standard output: \(why)") }
      return
    }
    do {
      try Files.makeDirectories(Files.directory(of: path))
      try Files.write(bytes, to: path)
    } catch { throw UserError("\(error)") }
  }
}
