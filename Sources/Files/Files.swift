#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files and folders, without Foundation. Paths are used as given, relative ones from the current
/// directory.
package enum Files {
  /// Whether something is at `path`; symbolic links are followed.
  package static func exists(_ path: String) -> Bool { POSIX.status(path) != nil }

  /// Whether a directory, or a symbolic link to one, is at `path`.
  package static func isDirectory(_ path: String) -> Bool {
    POSIX.status(path).map { POSIX.kind($0) == S_IFDIR } ?? false
  }

  /// The absolute path of the current directory.
  package static func currentDirectory() throws(FileError) -> String {
    guard let text = getcwd(nil, 0) else {
      throw FileError("find", "the current directory", errno: lastErrno)
    }
    defer { free(text) }
    return String(cString: text)
  }

  /// The absolute path of the running program.
  package static func executablePath() throws(FileError) -> String {
    #if canImport(Glibc)
      guard let text = realpath("/proc/self/exe", nil) else {
        throw FileError("find", "the running program", errno: lastErrno)
      }
    #else
      var size: UInt32 = 0
      _ = _NSGetExecutablePath(nil, &size)
      var buffer = [CChar](repeating: 0, count: Int(size) + 1)
      size = UInt32(buffer.count)
      guard _NSGetExecutablePath(&buffer, &size) == 0, let text = realpath(buffer, nil) else {
        throw FileError("find", "the running program", errno: lastErrno)
      }
    #endif
    defer { free(text) }
    return String(cString: text)
  }

  /// The one path from the root, without symbolic links, of something that is there; `path` itself when nothing is.
  package static func canonical(_ path: String) -> String {
    guard let text = realpath(path, nil) else { return path }
    defer { free(text) }
    return String(cString: text)
  }

  /// Joins two path parts with one slash; an absolute `name` stands alone.
  package static func join(_ directory: String, _ name: String) -> String {
    if name.utf8.first == UInt8(ascii: "/") || directory.isEmpty { return name }
    return directory.utf8.last == UInt8(ascii: "/") ? directory + name : "\(directory)/\(name)"
  }

  /// The part before the last slash: `.` when there is none, `/` for things in the root.
  package static func directory(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The part after the last slash.
  package static func name(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
  }
}
