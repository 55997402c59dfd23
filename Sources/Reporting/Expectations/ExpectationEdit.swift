import Wire

/// Takes entries out of the text of a list and puts others in, and leaves every other line alone.
struct ExpectationEdit {
  struct NewEntry {
    /// What the list is sorted by.
    var key: String
    var pairs: [(String, String)]
  }

  let list: ExpectationList
  let bytes: [UInt8]

  func apply(removing removed: Set<Int>, adding added: [NewEntry]) throws(ExpectationUpdate.Problem) -> [UInt8] {
    try refuseSharedLines()
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    let endsWithNewline = lines.last?.isEmpty == true
    if endsWithNewline { lines.removeLast() }
    var gone = Set<Int>()
    for index in removed {
      for line in list.entries[index].place.line...list.entries[index].lastLine { gone.insert(line) }
    }
    var inserts: [Int: [NewEntry]] = [:]
    for entry in added { inserts[line(before: entry), default: []].append(entry) }
    let isEmptied = removed.count == list.entries.count && added.isEmpty
    var output: [[UInt8]] = []
    for (offset, line) in lines.enumerated() {
      let number = offset + 1
      if number == list.keyLine {
        output.append(keyLine(line, isEmpty: isEmptied))
      } else if !gone.contains(number) {
        output.append(line)
      }
      for entry in inserts[number] ?? [] { output += text(entry).map { Array($0.utf8) } }
    }
    return Array(output.joined(separator: [0x0A])) + (endsWithNewline || !added.isEmpty ? [0x0A] : [])
  }

  /// After the entry that sorts before it, or at the head of the list: a comment above an entry stays with it.
  private func line(before entry: NewEntry) -> Int {
    let before = list.entries.last { $0.subject.words <= entry.key }
    return before?.lastLine ?? list.keyLine
  }

  private func keyLine(_ line: [UInt8], isEmpty: Bool) -> [UInt8] {
    guard isEmpty || list.entries.isEmpty, let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return line }
    let comment = line[colon...].firstIndex(of: UInt8(ascii: "#")).map { Array(" ".utf8) + line[$0...] } ?? []
    return line[...colon] + (isEmpty ? Array(" []".utf8) : []) + comment
  }

  private func text(_ entry: NewEntry) -> [String] {
    let indent = String(repeating: " ", count: dashColumn)
    return entry.pairs.enumerated().map { index, pair in
      "\(indent)\(index == 0 ? "-" : " ") \(pair.0): \(Self.scalar(pair.1))"
    }
  }

  /// Spaces before the dashes: as many as the list has.
  private var dashColumn: Int {
    guard let first = list.entries.first else { return 2 }
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.indices.contains(first.place.line - 1) else { return 2 }
    return lines[first.place.line - 1].firstIndex(of: UInt8(ascii: "-")).map {
      $0 - lines[first.place.line - 1].startIndex
    } ?? 2
  }

  /// Plain where no reader could take it for something else, otherwise in double quotes.
  private static func scalar(_ text: String) -> String {
    let isPlain =
      text.wholeMatch(of: /[A-Za-z][A-Za-z0-9_\/.\-]*/) != nil && !["true", "false", "null"].contains(text)
      || CalendarDate(text) != nil
    return isPlain ? text : JSON.string(text).text()
  }

  private func refuseSharedLines() throws(ExpectationUpdate.Problem) {
    var last = list.keyLine
    for entry in list.entries {
      guard entry.place.line > last else {
        throw ExpectationUpdate.Problem(
          description: "\(list.file):\(entry.place.line): an entry shares its line with something else; "
            + "begin each entry on a line of its own, then update again")
      }
      last = entry.lastLine
    }
  }
}
