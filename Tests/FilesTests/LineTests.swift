import Testing

@testable import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

private func lines(_ path: String, limit: Int = 1000) throws -> [LineReader.Line] {
  let reader = try LineReader(path, limit: limit)
  var lines: [LineReader.Line] = []
  while let line = try reader.next() { lines.append(line) }
  #expect(try reader.next() == nil)
  return lines
}

private func texts(_ path: String) throws -> [String] {
  try lines(path).map { String(decoding: $0.bytes, as: UTF8.self) }
}

@Suite struct LineReaderTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test func linesComeWithNumberAndOffset() throws {
    try folder.write("one\n\nthree\n", "x")
    #expect(
      try lines(folder("x")) == [
        .init(bytes: Array("one".utf8), number: 1, isComplete: true),
        .init(bytes: [], number: 2, isComplete: true),
        .init(bytes: Array("three".utf8), number: 3, isComplete: true),
      ])
  }

  @Test func aTornLastLineShows() throws {
    try folder.write("one\ntw", "x")
    #expect(try lines(folder("x")).map(\.isComplete) == [true, false])
    #expect(try texts(folder("x")) == ["one", "tw"])
  }

  @Test func anEmptyFileHasNoLines() throws {
    try folder.write("", "x")
    #expect(try lines(folder("x")) == [])
  }

  @Test func linesLongerThanTheBufferAreWhole() throws {
    let long = String(repeating: "x", count: 200_000)
    try folder.write("a\n\(long)\nb\n", "x")
    #expect(try lines(folder("x"), limit: 200_000).map(\.bytes.count) == [1, 200_000, 1])
  }

  @Test func manyLinesAcrossBuffers() throws {
    let expected = (0..<20_000).map { "line \($0)" }
    try folder.write(expected.joined(separator: "\n") + "\n", "x")
    #expect(try texts(folder("x")) == expected)
  }

  @Test(arguments: ["\n", ""]) func theLimitHolds(_ end: String) throws {
    try folder.write("12345\n123456\(end)", "x")
    let reader = try LineReader(folder("x"), limit: 5)
    #expect(try reader.next()?.bytes.count == 5)
    let error = #expect(throws: FileError.self) { try reader.next() }
    #expect(error?.description == "cannot read \(folder("x")): line 2 is longer than the limit of 5 bytes")
  }

  @Test func aReadErrorIsNotTheEnd() throws {
    let error = #expect(throws: FileError.self) { try LineReader(folder.path) }
    #expect(error?.code == EISDIR)
  }
}

@Suite struct AppendingFileTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test func linesAreAppendedAlsoLater() throws {
    for text in ["one", "two"] {
      let file = try AppendingFile(folder("j"))
      try file.write(Array(text.utf8))
      try file.sync()
      try file.close()
      try file.close()
    }
    #expect(try texts(folder("j")) == ["one", "two"])
  }

  @Test func whatIsWrittenIsThereAtOnce() throws {
    let file = try AppendingFile(folder("j"))
    try file.write(Array("one".utf8))
    #expect(try folder.text("j") == "one\n")
  }

  @Test(arguments: ["torn", "{\"a\":", String(repeating: "x", count: 200_000)])
  func aTornLineIsCutOff(_ torn: String) throws {
    try folder.write("one\n" + torn, "j")
    let file = try AppendingFile(folder("j"))
    #expect(file.repairedBytes == torn.utf8.count)
    try file.write(Array("two".utf8))
    #expect(try folder.text("j") == "one\ntwo\n")
  }

  @Test func aTornFirstLineIsCutOff() throws {
    try folder.write("torn", "j")
    let file = try AppendingFile(folder("j"))
    #expect(file.repairedBytes == 4)
    #expect(try folder.text("j") == "")
  }

  @Test func aWholeFileIsLeftAlone() throws {
    try folder.write("one\n", "j")
    #expect(try AppendingFile(folder("j")).repairedBytes == 0)
    #expect(try folder.text("j") == "one\n")
  }

  @Test func aLineHoldsNoNewline() throws {
    let file = try AppendingFile(folder("j"))
    #expect(throws: FileError.self) { try file.write(Array("a\nb".utf8)) }
    #expect(try folder.text("j") == "")
  }

  @Test func aClosedFileRefuses() throws {
    let file = try AppendingFile(folder("j"))
    try file.close()
    let error = #expect(throws: FileError.self) { try file.write([]) }
    #expect(error?.reason == "it is closed")
    #expect(throws: FileError.self) { try file.sync() }
  }

  @Test func aSecondWriterIsRefused() throws {
    let first = try AppendingFile(folder("j"))
    let error = #expect(throws: FileError.self) { try AppendingFile(folder("j")) }
    #expect(error?.reason == "another run is writing it")
    try first.close()
    #expect(throws: Never.self) { try AppendingFile(folder("j")) }
  }

  @Test func linesOfManyThreadsStayWhole() async throws {
    let file = try AppendingFile(folder("j"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<8 {
        group.addTask {
          let line = [UInt8](repeating: UInt8(ascii: "a") + UInt8(writer), count: 500 + writer)
          for _ in 0..<100 { try file.write(line) }
        }
      }
      try await group.waitForAll()
    }
    let all = try lines(folder("j"))
    #expect(all.count == 800)
    #expect(all.allSatisfy { line in line.bytes.count == 500 + Int(line.bytes[0] - UInt8(ascii: "a")) })
    #expect(all.allSatisfy { line in Set(line.bytes).count == 1 })
  }

  @Test func aLineThatDoesNotFitIsTakenBack() async throws {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let file = try AppendingFile(folder("j"))
      try file.write(Array("one".utf8))
      try limitFileSize(to: 10)
      let error = #expect(throws: FileError.self) { try file.write([UInt8](repeating: 0x78, count: 50)) }
      guard error?.code == EFBIG, try folder.text("j") == "one\n" else { exit(1) }
      try file.write(Array("two".utf8))
      guard try folder.text("j") == "one\ntwo\n" else { exit(2) }
    }
  }

  @Test func devicesAreNotAppendedTo() throws {
    let error = #expect(throws: FileError.self) { try AppendingFile("/dev/null") }
    #expect(error?.reason == "not a regular file")
  }

  /// Emptied only by whom the file belongs to.
  @Test func aFileInUseIsNotEmptied() throws {
    try folder.write("one\n", "j")
    let first = try AppendingFile(folder("j"))
    #expect(throws: FileError.self) { try AppendingFile(folder("j"), emptied: true) }
    #expect(try folder.text("j") == "one\n")
    try first.close()
    let second = try AppendingFile(folder("j"), emptied: true)
    try second.write(Array("two".utf8))
    #expect(try folder.text("j") == "two\n")
  }
}
