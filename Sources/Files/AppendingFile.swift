#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that only grows, line by line: the journal of a run. Safe to use from several threads.
///
/// Every line goes out in one `write(2)` that ends with its newline, so after a kill at most the
/// last line is torn, and it shows by its missing newline (`LineReader.Line.isComplete`).
package final class AppendingFile: @unchecked Sendable {
  package let path: String
  /// How many bytes of a torn last line were cut off when the file was opened.
  package let repairedBytes: Int
  private let lock = Lock()
  /// Negative once closed. Guarded by `lock`.
  private var descriptor: Int32
  /// Set when a torn line could not be taken back. Guarded by `lock`.
  private var isViolated = false

  /// Opens `path` for appending and creates it when it is missing. A torn last line left by a kill
  /// is cut off, or the next line would be glued to it. Throws when the file is open in another
  /// `AppendingFile`, also of another process.
  ///
  /// - Parameter emptied: whether to begin with nothing in it, once it is known that nobody else writes it.
  package init(_ path: String, emptied: Bool = false) throws(FileError) {
    let descriptor = POSIX.retrying { open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0o644) }
    guard descriptor >= 0 else { throw FileError("append to", path, errno: lastErrno) }
    do throws(FileError) {
      repairedBytes = try Self.lockAndRepair(descriptor, path)
      if emptied, ftruncate(descriptor, 0) != 0 { throw FileError("append to", path, errno: lastErrno) }
    } catch {
      _ = POSIX.close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { if descriptor >= 0 { _ = Self.release(descriptor) } }

  /// Appends `line` and a newline. The line itself must hold no newline.
  ///
  /// Throws when the system refuses; what was written of the line is then taken back.
  package func write(_ line: [UInt8]) throws(FileError) {
    guard !line.contains(0x0A) else {
      throw FileError(path: path, operation: "append to", reason: "the line holds a newline")
    }
    try lock.locked { () throws(FileError) in
      try checkUsable()
      let start = lseek(descriptor, 0, SEEK_END)
      let code = (line + [0x0A]).withUnsafeBytes { POSIX.writeAll(descriptor, $0) }
      guard code != 0 else { return }
      if start < 0 || ftruncate(descriptor, start) != 0 { isViolated = true }
      throw FileError("append to", path, errno: code)
    }
  }

  /// Waits until everything written is on the disk.
  package func sync() throws(FileError) {
    try lock.locked { () throws(FileError) in
      try checkUsable()
      guard fsync(descriptor) == 0 else { throw FileError("append to", path, errno: lastErrno) }
    }
  }

  /// Closes the file; later writes throw. Closing twice is fine.
  package func close() throws(FileError) {
    try lock.locked { () throws(FileError) in
      guard descriptor >= 0 else { return }
      let code = Self.release(descriptor)
      descriptor = -1
      if code != 0 { throw FileError("close", path, errno: lastErrno) }
    }
  }

  /// Frees the lock and closes. Closing alone does not free it while a child that has been forked, but has not
  /// begun its program yet, still has a copy of the descriptor.
  private static func release(_ descriptor: Int32) -> Int32 {
    _ = flock(descriptor, LOCK_UN)
    return POSIX.close(descriptor)
  }

  private func checkUsable() throws(FileError) {
    if descriptor < 0 { throw FileError(path: path, operation: "append to", reason: "it is closed") }
    if isViolated {
      throw FileError(path: path, operation: "append to", reason: "an earlier write left a torn line")
    }
  }

  /// Takes the file for this writer alone and cuts off what follows the last newline. Returns how
  /// many bytes that were. Pipes and devices are refused.
  private static func lockAndRepair(_ descriptor: Int32, _ path: String) throws(FileError) -> Int {
    var information = stat()
    guard fstat(descriptor, &information) == 0 else { throw FileError("append to", path, errno: lastErrno) }
    guard POSIX.kind(information) == S_IFREG else {
      throw FileError(path: path, operation: "append to", reason: "not a regular file")
    }
    // Held until the file is closed. Without it, another writer's line could be cut in half.
    guard POSIX.retrying({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 else {
      guard lastErrno == EWOULDBLOCK else { throw FileError("append to", path, errno: lastErrno) }
      throw FileError(path: path, operation: "append to", reason: "another run is writing it")
    }
    let size = Int(information.st_size)
    var end = size
    while end > 0 {
      let start = max(0, end - 64 << 10)
      guard lseek(descriptor, off_t(start), SEEK_SET) >= 0 else {
        throw FileError("append to", path, errno: lastErrno)
      }
      let (chunk, code) = POSIX.readChunk(descriptor, end - start)
      guard code == 0 else { throw FileError("append to", path, errno: code) }
      if let newline = chunk.lastIndex(of: 0x0A) {
        end = start + newline + 1
        break
      }
      end = start
    }
    guard end == size || ftruncate(descriptor, off_t(end)) == 0 else {
      throw FileError("append to", path, errno: lastErrno)
    }
    return size - end
  }
}
