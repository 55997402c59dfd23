#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Files {
  /// All bytes of a file. Throws when it holds more than `limit` bytes, so that a wrong path
  /// cannot fill the memory.
  ///
  /// - Parameter followingLink: whether `path` may be a symbolic link; false for names that a stranger's file gives.
  package static func read(_ path: String, limit: Int = 64 << 20, followingLink: Bool = true) throws(FileError)
    -> [UInt8]
  {
    let (descriptor, size) = try openRegular(path, followingLink: followingLink)
    defer { close(descriptor) }
    // The size is only a hint: a file may grow meanwhile.
    var capacity = min(max(size + 1, 4096), limit + 1)
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

  /// Opens a file for reading and tells its size. Pipes, devices, sockets and directories are refused: reading them
  /// may have no end, or change something.
  static func openRegular(_ path: String, followingLink: Bool = true) throws(FileError)
    -> (descriptor: Int32, size: Int)
  {
    // Without O_NONBLOCK, opening a pipe waits for somebody who writes to it.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followingLink ? 0 : O_NOFOLLOW)
    let descriptor = POSIX.retrying { open(path, flags) }
    guard descriptor >= 0 else { throw FileError("read", path, errno: lastErrno) }
    var information = stat()
    guard fstat(descriptor, &information) == 0 else {
      let code = lastErrno
      close(descriptor)
      throw FileError("read", path, errno: code)
    }
    guard POSIX.kind(information) == S_IFREG else {
      close(descriptor)
      if POSIX.kind(information) == S_IFDIR { throw FileError("read", path, errno: EISDIR) }
      throw FileError(path: path, operation: "read", reason: "not a regular file")
    }
    return (descriptor, Int(information.st_size))
  }
}
