#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Files {
  /// The files in `directory` whose name ends in `.` and `extension`, sorted by bytes; each path
  /// starts with `directory` as it was given. Names that start with a dot are left out.
  ///
  /// Symbolic links are followed, every directory is visited once (under its real place when it
  /// has one below `directory`), so loops end. A link that leads nowhere is listed: reading it then
  /// says what is wrong, and no file is quietly missing. Pipes, sockets and devices are left out.
  package static func list(
    _ directory: String, extension suffix: String, recursive: Bool = true
  ) throws(FileError) -> [String] {
    let ending = Array(".\(suffix)".utf8)
    var found: [String] = []
    var seen: Set<Identity> = []
    var waiting = [directory]
    var linked: [String] = []
    // Links to directories wait until all real directories are known.
    while let folder = waiting.popLast() ?? linked.popLast() {
      guard let information = POSIX.status(folder) else { throw FileError("list", folder, errno: lastErrno) }
      guard seen.insert(Identity(information)).inserted else { continue }
      for name in try names(in: folder, for: "list") where name.utf8.first != UInt8(ascii: ".") {
        let path = join(folder, name)
        guard let entry = POSIX.status(path, followingLinks: false) else { continue }
        let isLink = POSIX.kind(entry) == S_IFLNK
        let target = isLink ? POSIX.status(path) : entry
        let hasEnding = name.utf8.count > ending.count && name.utf8.suffix(ending.count).elementsEqual(ending)
        switch target.map(POSIX.kind) {
        case S_IFDIR:
          if recursive { if isLink { linked.append(path) } else { waiting.append(path) } }
        case S_IFREG, nil:
          if hasEnding { found.append(path) }
        default: break
        }
      }
      linked.sort { $1.utf8.lexicographicallyPrecedes($0.utf8) }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What makes a directory the same under two names.
  private struct Identity: Hashable {
    var device: UInt64
    var file: UInt64
    init(_ information: stat) {
      device = UInt64(truncatingIfNeeded: information.st_dev)
      file = UInt64(truncatingIfNeeded: information.st_ino)
    }
  }
}
