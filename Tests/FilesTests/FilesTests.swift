import Testing

@testable import Files

@Suite struct FilesTests {
  @Test func whatIsWrittenIsRead() throws {
    let folder = try Files.temporaryDirectory(prefix: "files-")
    defer { try? Files.remove(folder) }
    let path = Files.join(folder, "a.txt")
    try Files.write(Array("old".utf8), to: path)
    try Files.write(Array("new".utf8), to: path)
    #expect(try Files.read(path) == Array("new".utf8))
    #expect(try Files.list(folder, extension: "txt") == [path])
  }
}
