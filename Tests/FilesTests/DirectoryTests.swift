import Testing

@testable import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ListTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func names(recursive: Bool = true) throws -> [String] {
    let prefix = folder.path + "/"
    return try Files.list(folder.path, extension: "yaml", recursive: recursive).map { path in
      #expect(path.hasPrefix(prefix))
      return String(path.dropFirst(prefix.count))
    }
  }

  @Test func sortedByBytesWithTheEndingOnly() throws {
    let files = ["b.yaml", "B.yaml", "a/z.yaml", "a-b.yaml", "é.yaml", "a/b/c.yaml"]
    for name in files + ["x.yml", "x.yaml~", "yaml"] { try folder.write("", name) }
    // Neither a name that is all ending nor a hidden one is a case file.
    for name in [".yaml", ".hidden.yaml", ".git/x.yaml"] { try folder.write("", name) }
    #expect(
      try names() == ["B.yaml", "a-b.yaml", "a/b/c.yaml", "a/z.yaml", "b.yaml", "é.yaml"])
    #expect(try names(recursive: false) == ["B.yaml", "a-b.yaml", "b.yaml", "é.yaml"])
  }

  @Test func pathsStartAsTheDirectoryWasGiven() throws {
    try folder.write("", "x.yaml")
    #expect(try Files.list(folder.path + "/", extension: "yaml") == [folder.path + "/x.yaml"])
    #expect(try Files.list(folder.path + "/.", extension: "yaml") == [folder.path + "/./x.yaml"])
  }

  @Test func aDirectoryWithTheEndingIsNoFile() throws {
    try folder.write("", "x.yaml/y.yaml")
    #expect(try names() == ["x.yaml/y.yaml"])
  }

  @Test func loopsEnd() throws {
    try folder.write("", "a/x.yaml")
    #expect(symlink("..", folder("a/up")) == 0)
    #expect(symlink(".", folder("a/here")) == 0)
    #expect(symlink("loop", folder("loop")) == 0)
    #expect(symlink(folder.path, folder("self")) == 0)
    #expect(try names() == ["a/x.yaml"])
  }

  @Test func linkedDirectoriesAreVisitedOnceUnderTheirRealName() throws {
    let outside = try TemporaryFolder()
    try outside.write("", "o.yaml")
    try folder.write("", "real/x.yaml")
    #expect(symlink("real", folder("alias")) == 0)
    #expect(symlink(outside.path, folder("out-1")) == 0)
    #expect(symlink(outside.path, folder("out-2")) == 0)
    #expect(try names() == ["out-1/o.yaml", "real/x.yaml"])
  }

  @Test func linkedFilesAreListedAndSoAreBrokenLinks() throws {
    try folder.write("", "x.txt")
    #expect(symlink("x.txt", folder("good.yaml")) == 0)
    #expect(symlink("nowhere", folder("broken.yaml")) == 0)
    #expect(try names() == ["broken.yaml", "good.yaml"])
    #expect(throws: FileError.self) { try Files.read(folder("broken.yaml")) }
  }

  @Test func pipesAreLeftOut() throws {
    #expect(mkfifo(folder("pipe.yaml"), 0o600) == 0)
    #expect(try names() == [])
  }

  @Test func whatIsNoDirectoryIsAnError() throws {
    let missing = #expect(throws: FileError.self) { try Files.list(folder("none"), extension: "yaml") }
    #expect(missing?.description == "cannot list \(folder("none")): No such file or directory")
    try folder.write("", "file")
    let file = #expect(throws: FileError.self) { try Files.list(folder("file"), extension: "yaml") }
    #expect(file?.code == ENOTDIR)
  }
}

@Suite struct DirectoryTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: ["a", "b/c/d", "e/f/", "g//h", "i/./j"])
  func missingDirectoriesAreMade(_ name: String) throws {
    try Files.makeDirectories(folder(name))
    #expect(Files.isDirectory(folder(name)))
    try Files.makeDirectories(folder(name))
  }

  @Test func aFileInTheWayIsAnError() throws {
    try folder.write("", "file")
    for name in ["file", "file/below"] {
      let error = #expect(throws: FileError.self) { try Files.makeDirectories(folder(name)) }
      #expect(error?.operation == "create the directory")
    }
  }

  @Test func removeTakesTheTreeButNotWhatLinksPointTo() throws {
    let outside = try TemporaryFolder()
    try outside.write("", "keep")
    try folder.write("", "tree/a/b")
    #expect(symlink(outside.path, folder("tree/link")) == 0)
    try Files.remove(folder("tree"))
    #expect(!Files.exists(folder("tree")))
    #expect(Files.exists(outside("keep")))
    try Files.remove(folder("tree"))
  }

  @Test func questionsAboutPaths() throws {
    try folder.write("", "file")
    #expect(Files.exists(folder.path) && Files.exists(folder("file")) && !Files.exists(folder("none")))
    #expect(Files.isDirectory(folder.path) && !Files.isDirectory(folder("file")))
    #expect(try Files.currentDirectory().hasPrefix("/") && Files.isDirectory(Files.currentDirectory()))
    #expect(try Files.exists(Files.executablePath()))
    #expect(try #require(POSIX.status(folder.path)).st_mode & 0o777 == 0o700)
  }

  @Test func pathParts() {
    #expect(Files.join("a", "b") == "a/b" && Files.join("a/", "b") == "a/b" && Files.join("", "b") == "b")
    #expect(Files.join("a", "/b") == "/b" && Files.join("/", "b") == "/b")
    #expect(Files.directory(of: "a/b/c") == "a/b" && Files.directory(of: "a") == ".")
    #expect(Files.directory(of: "/a") == "/" && Files.directory(of: "/a/b") == "/a")
    #expect(Files.name(of: "a/b") == "b" && Files.name(of: "b") == "b" && Files.name(of: "/b") == "b")
  }
}
