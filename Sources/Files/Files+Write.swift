#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Files {
  /// Replaces the file at `path` in one step: readers see the old bytes or the new ones, never a
  /// part, and a kill or a full disk leaves the old file. The mode is 0644 less the umask. A
  /// symbolic link is kept and its target replaced. A device or pipe (`/dev/stdout`) is written
  /// through, since it cannot be replaced. Creates no directories.
  ///
  /// - Parameter isSynced: whether to wait until it is on the disk; false for many files that can be made again.
  package static func write(_ bytes: [UInt8], to path: String, isSynced: Bool = true) throws(FileError) {
    if let existing = POSIX.status(path), POSIX.kind(existing) != S_IFREG {
      guard POSIX.kind(existing) != S_IFDIR else { throw FileError("write", path, errno: EISDIR) }
      return try writeThrough(bytes, to: path)
    }
    let target = resolved(path)
    let temporary = try temporaryFile(beside: target, for: path)
    let note = noteTemporary(temporary.path)
    defer { forgetTemporary(note) }
    var code = bytes.withUnsafeBytes { POSIX.writeAll(temporary.descriptor, $0) }
    if code == 0, isSynced, fsync(temporary.descriptor) != 0 { code = lastErrno }
    if close(temporary.descriptor) != 0, code == 0 { code = lastErrno }
    if code == 0, rename(temporary.path, target) != 0 { code = lastErrno }
    guard code == 0 else {
      unlink(temporary.path)
      throw FileError("write", path, errno: code)
    }
  }

  /// The file a chain of symbolic links ends at; `path` itself when it is none or leads nowhere.
  private static func resolved(_ path: String) -> String {
    guard let link = POSIX.status(path, followingLinks: false), POSIX.kind(link) == S_IFLNK,
      let text = realpath(path, nil)
    else { return path }
    defer { free(text) }
    return String(cString: text)
  }

  private static func temporaryFile(
    beside target: String, for path: String
  ) throws(FileError) -> (path: String, descriptor: Int32) {
    // The process id keeps two programs apart; the count, two writers and leftovers of a crash.
    for attempt in 0..<10_000 {
      // A long name must not push the temporary name over the system's limit, so it is not part of it.
      let candidate = join(directory(of: target), ".dropin-\(getpid())-\(attempt).tmp")
      let descriptor = POSIX.retrying { open(candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }
      if descriptor >= 0 { return (candidate, descriptor) }
      if lastErrno != EEXIST { throw FileError("write", path, errno: lastErrno) }
    }
    throw FileError("write", path, errno: EEXIST)
  }

  private static func writeThrough(_ bytes: [UInt8], to path: String) throws(FileError) {
    // A pipe that nobody reads would be waited for without end.
    let descriptor = POSIX.retrying { open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw FileError("write", path, errno: lastErrno) }
    defer { close(descriptor) }
    let flags = fcntl(descriptor, F_GETFL)
    guard flags >= 0, fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) == 0 else {
      throw FileError("write", path, errno: lastErrno)
    }
    let code = bytes.withUnsafeBytes { POSIX.writeAll(descriptor, $0) }
    guard code == 0 else { throw FileError("write", path, errno: code) }
  }
}
