#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Files {
  /// Creates `path` and every missing directory above it. One that is there already is fine.
  package static func makeDirectories(_ path: String) throws(FileError) {
    if isDirectory(path) { return }
    var missing: [String] = []
    var next = path
    while !isDirectory(next) {
      missing.append(next)
      let parent = directory(of: next)
      if parent == next || parent == "." { break }
      next = parent
    }
    for path in missing.reversed() where mkdir(path, 0o755) != 0 {
      let code = lastErrno
      // Another process may have made it meanwhile; a trailing slash names one directory twice.
      if code == EEXIST, isDirectory(path) { continue }
      throw FileError("create the directory", path, errno: code)
    }
  }

  /// A new, empty directory that only this user can enter, under `TMPDIR` or the system's folder
  /// for temporary files. Whoever asks for it removes it.
  package static func temporaryDirectory(prefix: String) throws(FileError) -> String {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let template = join(base.isEmpty ? P_tmpdir : base, "\(prefix)XXXXXX")
    guard let copy = strdup(template) else { throw FileError("create", template, errno: ENOMEM) }
    defer { free(copy) }
    guard mkdtemp(copy) != nil else {
      throw FileError("create the temporary directory", template, errno: lastErrno)
    }
    return String(cString: copy)
  }

  /// Removes a file, or a directory with everything in it. Symbolic links are removed, never
  /// followed. Something that is not there is no error.
  package static func remove(_ path: String) throws(FileError) {
    guard let information = POSIX.status(path, followingLinks: false) else {
      if lastErrno == ENOENT { return }
      throw FileError("remove", path, errno: lastErrno)
    }
    guard POSIX.kind(information) == S_IFDIR else {
      guard unlink(path) == 0 else { throw FileError("remove", path, errno: lastErrno) }
      return
    }
    // Depth is bounded by the length of a path, so recursion cannot run away.
    for name in try names(in: path, for: "remove") { try remove(join(path, name)) }
    guard rmdir(path) == 0 else { throw FileError("remove", path, errno: lastErrno) }
  }

  /// The names in a directory sorted by bytes, without `.` and `..`.
  static func names(in directory: String, for operation: String) throws(FileError) -> [String] {
    guard let stream = opendir(directory) else { throw FileError(operation, directory, errno: lastErrno) }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if lastErrno != 0 { throw FileError(operation, directory, errno: lastErrno) }
        break
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw -> String? in
        String(validating: raw.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard let name else {
        let reason = "it holds a file name that is not UTF-8"
        throw FileError(path: directory, operation: operation, reason: reason)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
