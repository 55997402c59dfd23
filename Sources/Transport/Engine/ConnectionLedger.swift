#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers the TCP connections of a transport in the order of their first use. libcurl 7.88 has no identifier
/// of its own to ask for, so the sockets themselves are watched from opening to closing.
final class ConnectionLedger {
  /// Both ends of a connection, as libcurl names them.
  struct Ends: Hashable {
    var localAddress: String
    var localPort: Int
    var peerAddress: String
    var peerPort: Int
  }

  private struct Entry {
    var number = 0
    var ends: Ends?
    /// Who is to know what is still unread when the socket is closed.
    weak var transfer: Transfer?
  }

  private var open: [Int32: Entry] = [:]
  private var sockets: [Ends: Int32] = [:]
  private var last = 0

  func opened(_ socket: Int32) { open[socket] = Entry() }

  /// To be called before the socket is closed.
  func closes(_ socket: Int32) {
    guard let entry = open.removeValue(forKey: socket) else { return }
    if let ends = entry.ends { sockets[ends] = nil }
    if let transfer = entry.transfer { transfer.noteUnread(on: socket) }
  }

  /// The number of the connection between these ends, its socket, and whether it carried an exchange before.
  func use(_ ends: Ends, by transfer: Transfer) -> (number: Int, socket: Int32?, reused: Bool) {
    if let socket = sockets[ends], let number = open[socket]?.number {
      open[socket]?.transfer = transfer
      return (number, socket, true)
    }
    last += 1
    let socket = open.first { $0.value.ends == nil && hasPorts($0.key, ends) }?.key
    if let socket {
      open[socket] = Entry(number: last, ends: ends, transfer: transfer)
      sockets[ends] = socket
    }
    return (last, socket, false)
  }

  /// Whether that socket is still the connection of that number.
  func isOpen(_ socket: Int32, number: Int) -> Bool { open[socket]?.number == number }
}

private func hasPorts(_ socket: Int32, _ ends: ConnectionLedger.Ends) -> Bool {
  port(of: socket, getsockname) == ends.localPort && port(of: socket, getpeername) == ends.peerPort
}

private func port(
  of socket: Int32, _ ask: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
) -> Int? {
  // The port has the same place in the IPv4 and the IPv6 address.
  var address = sockaddr_in6()
  var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
  let code = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { ask(socket, $0, &size) }
  }
  return code == 0 ? Int(UInt16(bigEndian: address.sin6_port)) : nil
}
