#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps a directory for one process until it is released or the process ends, whatever happens to the files in it.
package final class DirectoryLock: @unchecked Sendable {
  private let lock = Lock()
  /// Negative once released. Guarded by `lock`.
  private var descriptor: Int32

  /// Makes the directory when it is missing. Throws when another process, or another lock of this one, has it. A file
  /// system that knows no locks keeps nobody out.
  package init(_ path: String) throws(FileError) {
    try Files.makeDirectories(path)
    descriptor = POSIX.retrying { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileError("write to", path, errno: lastErrno) }
    guard POSIX.retrying({ flock(descriptor, LOCK_EX | LOCK_NB) }) == 0 || lastErrno != EWOULDBLOCK else {
      _ = POSIX.close(descriptor)
      descriptor = -1
      throw FileError(path: path, operation: "write to", reason: "another run is writing it")
    }
  }

  deinit { release() }

  /// Lets others have the directory. Twice is fine.
  package func release() {
    lock.locked {
      guard descriptor >= 0 else { return }
      // Closing alone would not do while a child that has not begun its program yet has a copy of the descriptor.
      _ = flock(descriptor, LOCK_UN)
      _ = POSIX.close(descriptor)
      descriptor = -1
    }
  }
}
