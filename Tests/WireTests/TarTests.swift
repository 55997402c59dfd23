import Testing

@testable import Wire

/// Archives of strangers: regular files and nothing else.
@Suite struct TarTests {
  static let entries = [
    Tar.Entry(name: "bundle.json", bytes: Array("{}".utf8)), Tar.Entry(name: "a/empty", bytes: []),
    Tar.Entry(name: "a/b/whole", bytes: [UInt8](repeating: 7, count: 512)),
  ]

  @Test func whatIsWrittenIsRead() throws {
    let bytes = Tar.write(Self.entries)
    #expect(bytes.count % 512 == 0)
    #expect(try Tar.read(bytes, mostEntries: 3) == Self.entries)
    #expect(try Tar.read(Tar.write([]), mostEntries: 0) == [])
  }

  /// An archive of one entry whose head was changed, with the sum that goes with it.
  private func altered(_ change: (inout [UInt8]) -> Void) -> [UInt8] {
    var bytes = Tar.write([Tar.Entry(name: "name", bytes: Array("contents".utf8))])
    change(&bytes)
    let sum = String(Tar.checksum(bytes[0..<512]), radix: 8)
    let digits = Array((String(repeating: "0", count: 6 - sum.count) + sum).utf8)
    bytes.replaceSubrange(148..<156, with: digits + [0, 0x20])
    return bytes
  }

  private func refusal(_ bytes: [UInt8], most: Int = 9) -> String {
    do { return "read \(try Tar.read(bytes, mostEntries: most).count)" } catch { return error.description }
  }

  @Test(arguments: [
    ("1", "a hard link"), ("2", "a symbolic link"), ("3", "a device"), ("5", "a directory"), ("6", "a pipe"),
    ("x", "an extended head"), ("L", "an extended head"), ("Z", "of an unknown kind"),
  ])
  func onlyRegularFilesAreRead(_ kind: String, _ words: String) {
    let bytes = altered { $0[156] = kind.utf8.first ?? 0 }
    #expect(refusal(bytes) == "'name' is \(words), and only regular files are read")
    // As archives of before POSIX mark regular files.
    #expect(refusal(altered { $0[156] = 0 }) == "read 1")
  }

  @Test(arguments: [
    "../name", "/etc/passwd", "a/../../b", "a//b", "./a", "a/.", "..", "a\\b", "a/", "line\nend", "\u{1B}[2J",
  ])
  func namesThatLeadElsewhereAreRefused(_ name: String) {
    let bytes = altered { bytes in
      for (index, byte) in name.utf8.enumerated() { bytes[index] = byte }
      for index in name.utf8.count..<100 { bytes[index] = 0 }
    }
    #expect(refusal(bytes).hasSuffix("is no plain relative path"))
  }

  @Test func headsThatLieAreRefused() {
    #expect(refusal(altered { $0[0] = 0xFF }).contains("not UTF-8"))
    #expect(refusal(altered { $0[345] = UInt8(ascii: "p") }).contains("longer than 100"))
    #expect(refusal(altered { $0[124] = 0x80 }).contains("is no number"))
    #expect(refusal(altered { $0.replaceSubrange(124..<135, with: Array("77777777777".utf8)) }).contains("ends within"))
    var wrongSum = Tar.write(Self.entries)
    wrongSum[0] = UInt8(ascii: "x")
    #expect(refusal(wrongSum) == "there is no entry at byte 0")
    #expect(refusal(Tar.write(Self.entries + [Self.entries[0]])) == "it has two entries named 'bundle.json'")
    #expect(refusal(Tar.write(Self.entries), most: 2) == "it has more than 2 entries")
  }

  @Test func everyPrefixIsRefused() throws {
    let bytes = Tar.write(Self.entries)
    let whole = bytes.count - 1024
    for count in stride(from: 0, to: whole, by: 37) {
      #expect(refusal(Array(bytes.prefix(count))).hasPrefix("it ends"))
    }
  }
}
