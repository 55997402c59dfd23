/// Why an archive cannot be read.
package struct TarError: Error, Sendable, Equatable, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}

extension Tar {
  /// Reads an archive of a stranger: regular files only, each name once and relative, nothing that points anywhere.
  ///
  /// - Parameter mostEntries: more are refused.
  package static func read(_ bytes: [UInt8], mostEntries: Int) throws(TarError) -> [Entry] {
    var entries: [Entry] = []
    var names = Set<String>()
    var position = 0
    while position + block <= bytes.count {
      let head = bytes[position..<position + block]
      // What follows an empty block is filling.
      if head.allSatisfy({ $0 == 0 }) { return entries }
      let (name, size) = try file(head, at: position)
      position += block
      guard size <= bytes.count - position else { throw TarError("it ends within '\(name)'") }
      guard names.insert(name).inserted else { throw TarError("it has two entries named '\(name)'") }
      guard entries.count < mostEntries else { throw TarError("it has more than \(mostEntries) entries") }
      entries.append(Entry(name: name, bytes: Array(bytes[position..<position + size])))
      position += size
      // bounded: the size is less than what there is.
      position += min(padding(size), bytes.count - position)
    }
    throw TarError("it ends before the archive does")
  }

  /// Name and size of the regular file that a head describes.
  private static func file(_ head: ArraySlice<UInt8>, at position: Int) throws(TarError) -> (String, Int) {
    func field(_ range: Range<Int>) -> ArraySlice<UInt8> {
      head[head.startIndex + range.lowerBound..<head.startIndex + range.upperBound]
    }
    guard number(field(148..<156)) == checksum(head), field(257..<262).elementsEqual("ustar".utf8) else {
      throw TarError("there is no entry at byte \(position)")
    }
    let letters = field(0..<100).prefix { $0 != 0 }
    guard let name = String(validating: letters, as: UTF8.self), field(345..<500).allSatisfy({ $0 == 0 }) else {
      throw TarError("the name of the entry at byte \(position) is not UTF-8, or longer than 100 bytes")
    }
    let kind = head[head.startIndex + 156]
    guard kind == UInt8(ascii: "0") || kind == 0 else {
      throw TarError("'\(name)' is \(words(kind)), and only regular files are read")
    }
    guard isPlain(name) else { throw TarError("'\(name)' is no plain relative path") }
    guard let size = number(field(124..<136)) else { throw TarError("the size of '\(name)' is no number") }
    return (name, size)
  }

  /// Octal digits, with spaces before and a space or a zero byte behind.
  private static func number(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
    guard !digits.isEmpty, digits.count <= 12, digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
    return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
  }

  private static func isPlain(_ name: String) -> Bool {
    let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return !name.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "\\") }
      && parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
  }

  private static func words(_ kind: UInt8) -> String {
    switch kind {
    case UInt8(ascii: "1"): "a hard link"
    case UInt8(ascii: "2"): "a symbolic link"
    case UInt8(ascii: "3"), UInt8(ascii: "4"): "a device"
    case UInt8(ascii: "5"): "a directory"
    case UInt8(ascii: "6"): "a pipe"
    case UInt8(ascii: "x"), UInt8(ascii: "g"), UInt8(ascii: "L"), UInt8(ascii: "K"): "an extended head"
    default: "of an unknown kind"
    }
  }
}
