#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Files {
  /// All bytes of a file. Throws when it holds more than `limit` bytes, so that a wrong path
  /// cannot fill the memory.
  public static func read(_ path: String, limit: Int = 64 << 20) throws(FileError) -> [UInt8] {
    let descriptor = POSIX.retrying { open(path, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileError("read", path, errno: lastErrno) }
    defer { close(descriptor) }

    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw FileError("read", path, errno: lastErrno) }
    // The size is only a hint: pipes say 0, and a file may grow meanwhile.
    var capacity = min(max(Int(information.st_size) + 1, 4096), limit + 1)
    var bytes: [UInt8] = []
    while true {
      let (chunk, code) = POSIX.readChunk(descriptor, capacity)
      guard code == 0 else { throw FileError("read", path, errno: code) }
      if chunk.isEmpty { return bytes }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if bytes.count > limit {
        throw FileError(path: path, operation: "read", reason: "larger than the limit of \(limit) bytes")
      }
      capacity = min(max(bytes.count, 4096), limit + 1 - bytes.count)
    }
  }
}
