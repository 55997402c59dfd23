/// Gzip (RFC 1952).
package enum Gzip {
  package static func compressed(_ bytes: [UInt8]) -> [UInt8] { head + Deflate.encode(bytes) + tail(bytes) }

  /// Without compression: valid for every decoder, and enough for a server or a client that only has to speak it.
  package static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var output = head
    var start = 0
    repeat {
      let end = min(start + 0xFFFF, bytes.count)
      output += block(bytes[start..<end], isLast: end == bytes.count)
      start = end
    } while start < bytes.count
    return output + tail(bytes)
  }

  /// The same in parts that can be decoded one by one, as they arrive.
  package static func flushed(_ parts: [[UInt8]]) -> [[UInt8]] {
    var output = parts.map { part in
      stride(from: 0, to: part.count, by: 0xFFFF).flatMap {
        block(part[$0..<min($0 + 0xFFFF, part.count)], isLast: false)
      }
    }
    if output.isEmpty { output = [[]] }
    output[0] = head + output[0]
    output[output.count - 1] += block([], isLast: true) + tail(parts.flatMap { $0 })
    return output
  }

  package static let magic: [UInt8] = [0x1F, 0x8B, 8]
  private static let head: [UInt8] = magic + [0, 0, 0, 0, 0, 0, 255]

  private static func block(_ bytes: ArraySlice<UInt8>, isLast: Bool) -> [UInt8] {
    let length = UInt16(bytes.count)
    return [
      isLast ? 1 : 0, UInt8(length & 0xFF), UInt8(length >> 8), UInt8(~length & 0xFF), UInt8(~length >> 8),
    ] + bytes
  }

  static func tail(_ bytes: [UInt8]) -> [UInt8] {
    little(checksum(bytes)) + little(UInt32(truncatingIfNeeded: bytes.count))
  }

  private static func little(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var register: UInt32 = 0xFFFF_FFFF
    for byte in bytes { register = register >> 8 ^ table[Int(truncatingIfNeeded: (register ^ UInt32(byte)) & 0xFF)] }
    return ~register
  }

  /// CRC-32 as gzip has it, for each byte.
  private static let table: [UInt32] = (0..<256).map { byte in
    var register = UInt32(byte)
    for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0xEDB8_8320 : register >> 1 }
    return register
  }
}
