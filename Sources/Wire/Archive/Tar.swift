/// A tape archive (POSIX ustar) of a few regular files, in memory. `tar` reads what it writes.
package enum Tar {
  package struct Entry: Sendable, Equatable {
    package var name: String
    package var bytes: [UInt8]
    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  static let block = 512
  private static let nameSize = 100

  /// Names are no longer than 100 bytes. Equal entries make equal bytes: nothing says who wrote them, or when.
  package static func write(_ entries: [Entry]) -> [UInt8] {
    var output: [UInt8] = []
    for entry in entries {
      precondition(entry.name.utf8.count <= nameSize, "the name does not fit")
      output += head(entry) + entry.bytes
      output += [UInt8](repeating: 0, count: padding(entry.bytes.count))
    }
    return output + [UInt8](repeating: 0, count: 2 * block)
  }

  private static func head(_ entry: Entry) -> [UInt8] {
    func text(_ text: String, _ size: Int) -> [UInt8] {
      Array(text.utf8) + [UInt8](repeating: 0, count: size - text.utf8.count)
    }
    func octal(_ value: Int, _ size: Int) -> [UInt8] {
      let digits = String(value, radix: 8)
      return text(String(repeating: "0", count: size - 1 - digits.count) + digits, size)
    }
    var head = text(entry.name, nameSize) + octal(0o644, 8) + octal(0, 8) + octal(0, 8)
    head += octal(entry.bytes.count, 12) + octal(0, 12)
    head += [UInt8](repeating: 0x20, count: 8) + text("0", 1) + text("", 100)
    head += text("ustar", 6) + Array("00".utf8) + text("", block - 265)
    head.replaceSubrange(148..<156, with: octal(checksum(head[...]), 7) + [0x20])
    return head
  }

  /// The sum of a head's bytes, those of the sum itself counted as spaces.
  static func checksum(_ head: ArraySlice<UInt8>) -> Int {
    head.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element)) }
  }

  static func padding(_ size: Int) -> Int { (block - size % block) % block }
}
