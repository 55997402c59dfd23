import Testing

@testable import Files

@Suite struct DirectoryLockTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test func aDirectoryHasOneHolder() throws {
    let path = folder.path + "/a/b"
    let first = try DirectoryLock(path)
    #expect(throws: FileError.self) { try DirectoryLock(path) }
    // Another directory is another matter, and what is in it may come and go.
    let other = try DirectoryLock(folder.path + "/a")
    try folder.write("x", "a/b/file")
    first.release()
    first.release()
    var second: DirectoryLock? = try DirectoryLock(path)
    #expect(second != nil)
    second = nil
    try DirectoryLock(path).release()
    other.release()
  }

  @Test func whatIsNoDirectoryIsRefused() throws {
    try folder.write("x", "file")
    #expect(throws: FileError.self) { try DirectoryLock(folder.path + "/file") }
  }
}
