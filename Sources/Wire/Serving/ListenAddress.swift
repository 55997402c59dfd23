#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a server listens.
package struct ListenAddress: Sendable, Equatable {
  package var host: String
  package var port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// For clients. An address of IPv6 stands in brackets in a URL (RFC 3986 §3.2.2).
  package var url: String { "http://\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}

/// Why nothing can listen at an address, and what to do.
package struct ListenError: Error, Sendable, CustomStringConvertible {
  package var description: String

  /// - Parameters:
  ///   - code: the number of the system's error; nil when it had none.
  ///   - detail: what was said besides.
  package init(_ address: ListenAddress, code: Int32?, detail: String) {
    let (host, port) = (address.host, address.port)
    description =
      switch code {
      case EADDRINUSE:
        "port \(port) of \(host) is taken: another program listens there. Choose one with --port, or any free one with --port 0"
      case EACCES, EPERM:
        "not allowed to listen on port \(port): the system keeps it for others. Choose one above 1023 with --port"
      case EADDRNOTAVAIL: "cannot listen on \(host): it is no address of this machine. Choose one with --host"
      case nil: "cannot listen on \(host): \(detail). Is it an address of this machine?"
      case let other?: "cannot listen on \(host), port \(port): \(String(cString: strerror(other)))"
      }
  }
}
