#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Files {
  /// Makes a symbolic link at `path` to `target`, which is relative to the link's directory.
  package static func link(_ path: String, to target: String) throws(FileError) {
    guard symlink(target, path) == 0 else { throw FileError("link", path, errno: lastErrno) }
  }

  /// Whether there is a symbolic link at `path`, wherever it leads.
  package static func isLink(_ path: String) -> Bool {
    guard let information = POSIX.status(path, followingLinks: false) else { return false }
    return POSIX.kind(information) == S_IFLNK
  }

  /// The names in a directory sorted by bytes, without `.` and `..`.
  package static func entries(_ directory: String) throws(FileError) -> [String] {
    try names(in: directory, for: "list")
  }
}
