import Testing

@testable import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ReadTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [0, 1, 4095, 4096, 4097, 70_000, 1_000_000]) func allBytesComeBack(_ size: Int) throws {
    let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Files.write(bytes, to: folder("x"))
    #expect(try Files.read(folder("x")) == bytes)
    #expect(try Files.read(folder("x"), limit: size) == bytes)
  }

  @Test func theLimitHolds() throws {
    try folder.write("12345", "x")
    let error = #expect(throws: FileError.self) { try Files.read(folder("x"), limit: 4) }
    #expect(error?.description == "cannot read \(folder("x")): larger than the limit of 4 bytes")
  }

  @Test func devicesAreNotRead() throws {
    let error = #expect(throws: FileError.self) { try Files.read("/dev/zero", limit: 1 << 20) }
    #expect(error?.reason == "not a regular file")
  }

  /// Nobody writes to it, and nobody is waited for.
  @Test(.timeLimit(.minutes(1))) func pipesAreNeitherReadNorWrittenNorWaitedFor() throws {
    let pipe = folder("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(#expect(throws: FileError.self) { try Files.read(pipe) }?.reason == "not a regular file")
    #expect(#expect(throws: FileError.self) { try LineReader(pipe) }?.reason == "not a regular file")
    #expect(throws: FileError.self) { try AppendingFile(pipe) }
    #expect(throws: FileError.self) { try Files.write([1], to: pipe) }
  }

  @Test func errorsNamePathAndReason() throws {
    let missing = #expect(throws: FileError.self) { try Files.read("specs/none.yaml") }
    #expect(missing?.description == "cannot read specs/none.yaml: No such file or directory")
    #expect(missing?.code == ENOENT)
    let directory = #expect(throws: FileError.self) { try Files.read(folder.path) }
    #expect(directory?.description == "cannot read \(folder.path): Is a directory")
  }

}

@Suite struct WriteTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test func aFileIsReplacedAndNothingIsLeftBeside() throws {
    try folder.write("a longer first text", "x")
    try folder.write("new", "x")
    #expect(try folder.text("x") == "new")
    #expect(try Files.names(in: folder.path, for: "list") == ["x"])
  }

  @Test func othersMayRead() throws {
    try folder.write("x", "x")
    let mask = umask(0)
    umask(mask)
    #expect(try #require(POSIX.status(folder("x"))).st_mode & 0o777 == 0o644 & ~mask)
  }

  @Test func readersOfTheOldFileKeepIt() throws {
    try folder.write("old", "x")
    let descriptor = open(folder("x"), O_RDONLY)
    defer { close(descriptor) }
    try folder.write("new", "x")
    #expect(POSIX.readChunk(descriptor, 10).0 == Array("old".utf8))
  }

  @Test func aLinkIsKeptAndItsTargetReplaced() throws {
    try folder.write("old", "target")
    #expect(symlink("target", folder("link")) == 0)
    try folder.write("new", "link")
    #expect(try folder.text("target") == "new")
    #expect(POSIX.kind(try #require(POSIX.status(folder("link"), followingLinks: false))) == S_IFLNK)
  }

  @Test func directoriesAreNeitherMadeNorReplaced() throws {
    let missing = #expect(throws: FileError.self) { try Files.write([], to: folder("none/x")) }
    #expect(missing?.code == ENOENT)
    #expect(missing?.description == "cannot write \(folder("none/x")): No such file or directory")
    let directory = #expect(throws: FileError.self) { try Files.write([], to: folder.path) }
    #expect(directory?.code == EISDIR)
  }

  @Test func devicesAreWrittenThrough() throws {
    try Files.write(Array("gone".utf8), to: "/dev/null")
    #expect(POSIX.kind(try #require(POSIX.status("/dev/null"))) == S_IFCHR)
  }

  @Test func leftoversOfACrashAreNoObstacle() throws {
    try folder.write("leftover", ".dropin-\(getpid())-0.tmp")
    try folder.write("new", "x")
    #expect(try folder.text("x") == "new")
    #expect(try folder.text(".dropin-\(getpid())-0.tmp") == "leftover")
  }

  @Test func aFullDiskLeavesTheOldFile() async throws {
    // In a process of its own: the limit on file sizes stands in for the full disk.
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      try folder.write("old", "x")
      try limitFileSize(to: 1000)
      let error = #expect(throws: FileError.self) {
        try Files.write([UInt8](repeating: 1, count: 5000), to: folder("x"))
      }
      let names = try Files.names(in: folder.path, for: "list")
      guard error?.code == EFBIG, try folder.text("x") == "old", names == ["x"] else { exit(1) }
    }
  }
}

/// Makes writes beyond `size` bytes fail with `EFBIG`, in this whole process.
func limitFileSize(to size: Int) throws {
  signal(SIGXFSZ, SIG_IGN)
  var limit = rlimit(rlim_cur: rlim_t(size), rlim_max: rlim_t(size))
  #if canImport(Glibc)
    try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
  #else
    try #require(setrlimit(RLIMIT_FSIZE, &limit) == 0)
  #endif
}
