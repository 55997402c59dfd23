import CLibcurl
import CurlShim
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One TCP connection, with TLS where the origin asks for it, made by libcurl and used as a plain byte
/// stream. Belongs to the engine's thread.
final class Connection {
  /// What one attempt to read gave.
  enum Received {
    /// So many bytes are in the buffer.
    case bytes(Int)
    /// None for now.
    case nothing
    /// The other side has closed.
    case end
    case failed(TransferFailure)
  }

  enum Sent {
    case bytes(Int)
    case nothing
    case failed(TransferFailure)
  }

  let origin: Origin
  /// Counts from 1 in the order in which the connections of a transport stood; 0 before.
  private(set) var number = 0
  private(set) var socket = curlBadSocket()
  var wasUsed = false

  private let multi: UnsafeMutableRawPointer
  private let easy: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>

  /// Begins to connect; nil when libcurl has no memory for it.
  init?(to origin: Origin, on multi: UnsafeMutableRawPointer, trusting trust: ServerTrust) {
    guard let easy = curl_easy_init() else { return nil }
    self.origin = origin
    self.multi = multi
    self.easy = easy
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    configure()
    // A directory alone must not be joined by the file that libcurl was built with.
    let authorities = trust.authorities
    if authorities.file != nil || authorities.directory != nil {
      _ = curlSetString(easy, CURLOPT_CAINFO, authorities.file)
      _ = curlSetString(easy, CURLOPT_CAPATH, authorities.directory)
    }
    if !trust.verifiesCertificates {
      _ = curlSetLong(easy, CURLOPT_SSL_VERIFYPEER, 0)
      _ = curlSetLong(easy, CURLOPT_SSL_VERIFYHOST, 0)
    }
    guard curl_multi_add_handle(multi, easy) == CURLM_OK else { return nil }
  }

  /// Closes it, in whatever state it is.
  deinit {
    // The handle must be in the multi handle for as long as the connection is in use.
    curl_multi_remove_handle(multi, easy)
    curl_easy_cleanup(easy)
    errorText.deallocate()
  }

  /// The connection that a message of the multi handle speaks of.
  static func of(_ easy: UnsafeMutableRawPointer?) -> Connection? {
    var pointer: UnsafeMutableRawPointer?
    guard curlGetPointer(easy, CURLINFO_PRIVATE, &pointer) == CURLE_OK, let pointer else { return nil }
    return Unmanaged<Connection>.fromOpaque(pointer).takeUnretainedValue()
  }

  private func configure() {
    _ = curlSetPointer(easy, CURLOPT_PRIVATE, Unmanaged.passUnretained(self).toOpaque())
    _ = curlSetPointer(easy, CURLOPT_ERRORBUFFER, errorText)
    _ = curlSetString(easy, CURLOPT_URL, origin.url)
    _ = curlSetLong(easy, CURLOPT_CONNECT_ONLY, 1)
    _ = curlSetString(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    // What a TLS server is told (ALPN).
    _ = curlSetLong(easy, CURLOPT_HTTP_VERSION, curlHTTPVersion11())
    _ = curlSetLong(easy, CURLOPT_NOSIGNAL, 1)
    // The environment's proxies would answer instead of the server.
    _ = curlSetString(easy, CURLOPT_PROXY, "")
    _ = curlSetString(easy, CURLOPT_NOPROXY, "*")
    // The engine keeps the limit; libcurl's own would be 300 s.
    _ = curlSetLong(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(Int32.max))
    // Giving up must not wait for the thread that resolves the name.
    _ = curlSetLong(easy, CURLOPT_QUICK_EXIT, 1)
    // One read takes at most this much.
    _ = curlSetLong(easy, CURLOPT_BUFFERSIZE, 65_536)
  }

  /// Takes libcurl's result of connecting; nil when the connection stands.
  func stands(_ code: CURLcode, number: Int) -> TransferFailure? {
    guard code == CURLE_OK else { return .connecting(code, text(of: code)) }
    guard curlGetSocket(easy, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK, socket != curlBadSocket() else {
      return TransferFailure(.other, "libcurl connected but has no socket")
    }
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
    self.number = number
    return nil
  }

  func receive(into buffer: UnsafeMutableRawBufferPointer) -> Received {
    var count = 0
    errorText.pointee = 0
    switch curl_easy_recv(easy, buffer.baseAddress, buffer.count, &count) {
    case CURLE_OK: return count == 0 ? .end : .bytes(count)
    case CURLE_AGAIN: return .nothing
    case let code: return .failed(.receiving(code, text(of: code)))
    }
  }

  func send(_ bytes: UnsafeRawBufferPointer) -> Sent {
    var count = 0
    errorText.pointee = 0
    switch curl_easy_send(easy, bytes.baseAddress, bytes.count, &count) {
    case CURLE_OK: return .bytes(count)
    case CURLE_AGAIN: return .nothing
    case let code: return .failed(TransferFailure(.reset, text(of: code)))
    }
  }

  /// What libcurl said, or failing that what the code means.
  private func text(of code: CURLcode) -> String {
    let said = String(cString: errorText)
    let meaning = String(cString: curl_easy_strerror(code))
    return "\(said.isEmpty ? meaning : said) (libcurl \(code.rawValue))"
  }
}
