#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A blocking TCP client that hides nothing: bytes in, bytes out.
final class SocketClient {
  private let descriptor: Int32
  private(set) var received: [UInt8] = []
  /// Set when the last read failed with a reset instead of an orderly end.
  private(set) var wasReset = false

  init(port: Int) throws {
    #if canImport(Glibc)
      descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw SocketProblem(what: "connect: \(errno)") }
    var timeout = timeval(tv_sec: 20, tv_usec: 0)
    #if canImport(Darwin)
      var silent: Int32 = 1
      setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &silent, socklen_t(MemoryLayout<Int32>.size))
    #endif
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  private static func sendBytes(_ socket: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32)
    -> Int
  {
    #if canImport(Glibc)
      Glibc.send(socket, bytes, count, flags)
    #else
      Darwin.send(socket, bytes, count, flags)
    #endif
  }

  func send(_ bytes: [UInt8]) throws {
    var sent = 0
    while sent < bytes.count {
      // Without a signal when the server has closed: that would end the test run without a word.
      #if canImport(Glibc)
        let flags = Int32(MSG_NOSIGNAL)
      #else
        let flags: Int32 = 0
      #endif
      let count = bytes[sent...].withUnsafeBytes {
        Self.sendBytes(descriptor, $0.baseAddress, $0.count, flags)
      }
      guard count > 0 else { throw SocketProblem(what: "write: \(errno)") }
      sent += count
    }
  }

  /// Reads once; false at the end of the stream.
  func read() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count < 0, errno == ECONNRESET {
      wasReset = true
      return false
    }
    guard count >= 0 else { throw SocketProblem(what: "read: \(errno)") }
    received += buffer[..<count]
    return count > 0
  }

  /// Reads until a whole response is there (or the stream ends) and takes it out of `received`.
  func response(toHead: Bool = false) throws -> Received {
    while true {
      if let (response, length) = Received.parse(received, toHead: toHead, atEnd: false) {
        received.removeFirst(length)
        return response
      }
      guard try read() else {
        guard let (response, length) = Received.parse(received, toHead: toHead, atEnd: true) else {
          throw SocketProblem(what: "the connection ended after \(received.count) bytes")
        }
        received.removeFirst(length)
        return response
      }
    }
  }
}

struct SocketProblem: Error { var what: String }
