#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Ids of the requirement registry, read as text: the server must not lean on the checker's reader.
enum Registry {
  static func requirements() throws -> [String] {
    let root = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let folder = "/\(root)/specs/requirements"
    guard let directory = opendir(folder) else { throw SocketProblem(what: "cannot open \(folder)") }
    defer { closedir(directory) }
    var ids: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard name.hasSuffix(".yaml"), let file = fopen("\(folder)/\(name)", "r") else { continue }
      defer { fclose(file) }
      var line = [CChar](repeating: 0, count: 65536)
      while fgets(&line, Int32(line.count), file) != nil {
        let text = String(
          decoding: line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if text.hasPrefix("  - id: ") { ids.append(String(text.dropFirst(8))) }
      }
    }
    return ids.sorted()
  }
}
