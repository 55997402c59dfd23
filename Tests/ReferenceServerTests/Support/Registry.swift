#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files of the repository, read as text: the server must not lean on the checker's readers.
enum Registry {
  /// The repository's root.
  static let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")

  /// Ids of all requirements, sorted.
  static func requirements() throws -> [String] {
    let folder = root + "/specs/requirements"
    guard let directory = opendir(folder) else { throw SocketProblem(what: "cannot open \(folder)") }
    defer { closedir(directory) }
    var ids: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasSuffix(".yaml") else { continue }
      for line in try read("\(folder)/\(name)").split(separator: "\n") where line.hasPrefix("  - id: ") {
        ids.append(String(line.dropFirst(8)))
      }
    }
    return ids.sorted()
  }

  static func read(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw SocketProblem(what: "cannot read \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw SocketProblem(what: "cannot write \(path)") }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw SocketProblem(what: "cannot write \(path)")
    }
  }

  static func isSet(_ name: String) -> Bool { getenv(name) != nil }
}
