/// Padded base64, read fast and strictly.
enum Base64Text {
  /// The bytes of padded base64; nil when a character is foreign or the length is wrong.
  static func decode(_ text: String) -> [UInt8]? { decode(Array(text.utf8)) }

  static func decode(_ text: [UInt8]) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    let padding = text.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let digits = text.count - padding
    let output = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { output, count in
      text.withUnsafeBufferPointer { input in
        Self.values.withUnsafeBufferPointer { values in
          var group: UInt32 = 0
          for index in 0..<input.count {
            let value = index < digits ? values[Int(input[index])] : 0
            guard value < 64 else { return }
            group = group << 6 | UInt32(value)
            guard index & 3 == 3 else { continue }
            output[count] = UInt8(truncatingIfNeeded: group >> 16)
            output[count + 1] = UInt8(truncatingIfNeeded: group >> 8)
            output[count + 2] = UInt8(truncatingIfNeeded: group)
            count += 3
          }
        }
      }
    }
    guard output.count == text.count / 4 * 3 else { return nil }
    return Array(output.dropLast(padding))
  }

  /// The value of each character; 64 for those outside the alphabet.
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 64, count: 256)
    for (value, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
      values[Int(byte)] = UInt8(value)
    }
    return values
  }()
}
