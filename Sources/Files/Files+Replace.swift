#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Files {
  /// Puts the file at `replacement` in the place of the one at `path`, in one step. Both have to be on
  /// the same file system.
  package static func replace(_ path: String, with replacement: String) throws(FileError) {
    guard rename(replacement, path) == 0 else { throw FileError("replace", path, errno: lastErrno) }
  }
}
