import ReferenceServer
import Wire

/// A response as a client sees it.
struct Received {
  var status = 0
  var headers: [HeaderLine] = []
  var body: [UInt8] = []
  /// Whether length or last chunk were there as announced.
  var isComplete = true

  func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
  var text: String { String(decoding: body, as: UTF8.self) }
  var json: JSON { get throws { try JSONParser.parse(body).root } }

  /// Names and data of the events of a stream.
  var events: [(name: String, data: JSON)] {
    get throws {
      try text.split(separator: "\n\n").map { frame in
        let lines = frame.split(separator: "\n")
        return (String(lines[0].dropFirst(7)), try JSONParser.parse(String(lines[1].dropFirst(6))))
      }
    }
  }

  /// The response at the front of `bytes` and its length; nil when more is needed.
  static func parse(_ bytes: [UInt8], toHead: Bool, atEnd: Bool) -> (Received, Int)? {
    guard let end = find(Array("\r\n\r\n".utf8), in: bytes, from: 0) else { return nil }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    var result = Received()
    result.status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    result.headers = lines.dropFirst().map { line in
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      return HeaderLine(String(line[..<colon]), String(line[colon...].dropFirst().drop { $0 == " " }))
    }
    let start = end + 4
    if result.status == 100 { return (result, start) }
    if toHead { return (result, start) }
    if result.header("transfer-encoding") == "chunked" { return chunked(result, bytes, start, atEnd) }
    guard let length = result.header("content-length").flatMap({ Int($0) }) else {
      guard atEnd else { return nil }
      result.body = Array(bytes[start...])
      return (result, bytes.count)
    }
    if bytes.count < start + length {
      guard atEnd else { return nil }
      result.isComplete = false
      result.body = Array(bytes[start...])
      return (result, bytes.count)
    }
    result.body = Array(bytes[start..<start + length])
    return (result, start + length)
  }

  private static func chunked(_ given: Received, _ bytes: [UInt8], _ start: Int, _ atEnd: Bool) -> (
    Received, Int
  )? {
    var result = given
    var at = start
    while let end = find([13, 10], in: bytes, from: at) {
      guard let size = Int(String(decoding: bytes[at..<end], as: UTF8.self), radix: 16) else { break }
      guard bytes.count >= end + 2 + size + 2 else { break }
      result.body += bytes[(end + 2)..<(end + 2 + size)]
      at = end + 2 + size + 2
      if size == 0 { return (result, at) }
    }
    guard atEnd else { return nil }
    result.isComplete = false
    return (result, bytes.count)
  }

  static func find(_ needle: [UInt8], in bytes: [UInt8], from: Int) -> Int? {
    guard bytes.count >= needle.count, from <= bytes.count - needle.count else { return nil }
    return (from...(bytes.count - needle.count)).first {
      bytes[$0] == needle[0] && bytes[$0..<$0 + needle.count].elementsEqual(needle)
    }
  }
}
