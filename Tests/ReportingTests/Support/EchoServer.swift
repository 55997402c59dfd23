#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A socket on the loopback address that takes one request at a time and gives back its bytes.
final class EchoServer {
  enum Failure: Error {
    case socket(String)
    case timeout
  }
  let port: UInt16
  private let listener: Int32

  init() throws {
    #if canImport(Glibc)
      let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 4) == 0
      }
    }
    guard bound else {
      close(listener)
      throw Failure.socket("bind")
    }
    let named = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(listener, $0, &length)
      }
    }
    guard named == 0 else {
      close(listener)
      throw Failure.socket("getsockname")
    }
    self.listener = listener
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(listener) }

  /// Head lines and body of the request that comes next.
  func next(seconds: Int32 = 20) throws -> (head: [String], body: [UInt8]) {
    try wait(for: listener, seconds)
    let connection = accept(listener, nil, nil)
    guard connection >= 0 else { throw Failure.socket("accept") }
    defer { close(connection) }
    var bytes: [UInt8] = []
    var head: [String]?
    var bodyStart = 0
    var bodyLength = 0
    while head == nil || bytes.count < bodyStart + bodyLength {
      try wait(for: connection, seconds)
      var buffer = [UInt8](repeating: 0, count: 65536)
      let count = read(connection, &buffer, buffer.count)
      guard count > 0 else { throw Failure.socket("the client hung up early") }
      bytes += buffer[..<count]
      if head == nil, let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n").map(
          String.init)
        head = lines
        bodyStart = end.upperBound
        let field = lines.first { $0.lowercased().hasPrefix("content-length:") }
        bodyLength = field.flatMap { Int($0.dropFirst(15).filter { $0 != " " }) } ?? 0
      }
    }
    let answer = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
    _ = write(connection, answer, answer.count)
    return (head ?? [], Array(bytes[bodyStart...]))
  }

  private func wait(for descriptor: Int32, _ seconds: Int32) throws {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, seconds * 1000) > 0 else { throw Failure.timeout }
  }
}
