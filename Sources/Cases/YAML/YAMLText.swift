import Wire

/// The bytes of one YAML file, checked before libyaml sees them: size, UTF-8, characters, directives.
struct YAMLText {
  /// The most bytes a file may have.
  static let maximumSize = 4 << 20

  let file: String
  /// Without a leading byte order mark.
  let bytes: ArraySlice<UInt8>
  /// For texts that are not all ASCII: the offset of every 64th scalar.
  private var checkpoints: [Int] = []
  private static let stride = 64

  init(_ bytes: [UInt8], file: String) throws(Diagnostic) {
    self.file = file
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard bytes.count <= Self.maximumSize else {
      throw Diagnostic(
        code: "yaml-too-large", "the file has \(bytes.count) bytes, more than \(Self.maximumSize)",
        at: SourcePlace(file: file, line: 1, column: 1), hint: "split it into several files")
    }
    try checkCharacters()
    try checkDirectives()
  }

  /// The offset in `bytes` of scalar number `index`.
  func offset(ofScalar index: Int) -> Int {
    guard !checkpoints.isEmpty else { return min(bytes.startIndex + index, bytes.endIndex) }
    // The end of a text of a whole number of strides has no checkpoint of its own.
    let nearest = min(index / Self.stride, checkpoints.count - 1)
    var offset = checkpoints[nearest]
    for _ in 0..<(index - nearest * Self.stride) where offset < bytes.endIndex {
      offset += 1
      while offset < bytes.endIndex, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return offset
  }

  func place(_ start: YAMLMark, _ end: YAMLMark) -> SourcePlace {
    SourcePlace(
      file: file, line: start.line + 1, column: start.column + 1, endLine: end.line + 1,
      endColumn: end.column + 1)
  }

  /// One character at `mark`.
  func place(_ mark: YAMLMark) -> SourcePlace {
    SourcePlace(file: file, line: mark.line + 1, column: mark.column + 1)
  }

  /// Refuses what is not UTF-8 and characters that YAML forbids or that editors and libyaml
  /// disagree about. Lays out the checkpoints on the way.
  private mutating func checkCharacters() throws(Diagnostic) {
    let invalid = bytes.firstInvalidUTF8.map { bytes.startIndex + $0 } ?? bytes.endIndex
    var line = 1
    var column = 1
    var scalars = 0
    var offsets: [Int] = []
    var isASCII = true
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let here = SourcePlace(file: file, line: line, column: column)
      if index == invalid {
        throw Diagnostic(
          code: "yaml-encoding", "byte 0x\(bytes[index].hex) is not UTF-8", at: here,
          hint: "save the file as UTF-8")
      }
      if scalars % Self.stride == 0 { offsets.append(index) }
      let (value, length) = scalar(at: index)
      if length > 1 { isASCII = false }
      if let name = forbidden(value) { throw badCharacter(value, name, at: here) }
      index += length
      scalars += 1
      column += 1
      if value == 0x0A || (value == 0x0D && (index == bytes.endIndex || bytes[index] != 0x0A)) {
        line += 1
        column = 1
      }
    }
    if !isASCII { checkpoints = offsets }
  }

  /// The scalar at `index`, where valid UTF-8 is known to start.
  private func scalar(at index: Int) -> (UInt32, Int) {
    let lead = UInt32(bytes[index])
    func tail(_ step: Int) -> UInt32 { UInt32(bytes[index + step] & 0x3F) }
    switch lead {
    case ..<0x80: return (lead, 1)
    case ..<0xE0: return ((lead & 0x1F) << 6 | tail(1), 2)
    case ..<0xF0: return ((lead & 0x0F) << 12 | tail(1) << 6 | tail(2), 3)
    default: return ((lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), 4)
    }
  }

  private func forbidden(_ value: UInt32) -> String? {
    switch value {
    case 0x09, 0x0A, 0x0D, 0x20..<0x7F: nil
    case 0x00: "a NUL byte"
    case 0x85, 0x2028, 0x2029: "an invisible line separator"
    case ..<0x20, 0x7F..<0xA0: "a control character"
    case 0xFEFF: "a byte order mark inside the text"
    case 0xFFFE, 0xFFFF: "a noncharacter"
    default: nil
    }
  }

  private func badCharacter(_ value: UInt32, _ name: String, at place: SourcePlace) -> Diagnostic {
    let digits = String(value, radix: 16, uppercase: true)
    let code = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    return Diagnostic(
      code: "yaml-encoding", "\(name) (U+\(code))", at: place,
      hint: "remove it, or write \\u\(code) in double quotes")
  }

  /// Refuses every directive but `%YAML`. Tag shorthands serve nothing here, and libyaml compares
  /// each with all before it, which takes quadratic time.
  private func checkDirectives() throws(Diagnostic) {
    var line = 0
    var rest = bytes
    while !rest.isEmpty {
      line += 1
      let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
      let text = rest[rest.startIndex..<end]
      if text.first == UInt8(ascii: "%") {
        guard text.starts(with: Array("%YAML ".utf8)) else {
          let place = SourcePlace(file: file, line: line, column: 1)
          throw Diagnostic(
            code: "yaml-directive", "a directive other than %YAML", at: place, hint: "remove the line")
        }
      } else if let first = text.first(where: { $0 != 0x20 && $0 != 0x09 }), first != UInt8(ascii: "#") {
        return
      }
      rest = rest[end...].dropFirst()
      if end < bytes.endIndex, bytes[end] == 0x0D, rest.first == 0x0A { rest = rest.dropFirst() }
    }
  }
}
