import CLibcurl
import CurlShim
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// libcurl's options for one transfer.
extension Transfer {
  /// Makes the easy handle; false when libcurl has no memory for it.
  func prepare(share: UnsafeMutableRawPointer?) -> Bool {
    guard let easy = curl_easy_init() else { return false }
    self.easy = easy
    let me = Unmanaged.passUnretained(self).toOpaque()
    _ = curlSetPointer(easy, CURLOPT_PRIVATE, me)
    _ = curlSetPointer(easy, CURLOPT_ERRORBUFFER, errorText)
    setPolicy(easy)
    setMessage(easy)
    setCallbacks(easy, me)
    if let share { _ = curlSetPointer(easy, CURLOPT_SHARE, share) }
    return true
  }

  /// Frees the handle; it must have left the multi handle.
  func release() {
    if let easy { curl_easy_cleanup(easy) }
    if let headerList { curl_slist_free_all(headerList) }
    easy = nil
    headerList = nil
  }

  /// Everything libcurl would do on its own is turned off here. Redirects, cookies and .netrc are off unless
  /// asked for.
  private func setPolicy(_ easy: UnsafeMutableRawPointer) {
    _ = curlSetLong(easy, CURLOPT_NOSIGNAL, 1)
    _ = curlSetString(easy, CURLOPT_PROTOCOLS_STR, "http,https")
    _ = curlSetLong(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    // The environment's proxies would answer instead of the server.
    _ = curlSetString(easy, CURLOPT_PROXY, "")
    _ = curlSetString(easy, CURLOPT_NOPROXY, "*")
    // A user name in the URL would become an Authorization header.
    _ = curlSetLong(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    _ = curlSetLong(easy, CURLOPT_PATH_AS_IS, 1)
    _ = curlSetLong(easy, CURLOPT_HTTP_TRANSFER_DECODING, 0)
    _ = curlSetLong(easy, CURLOPT_HTTP_CONTENT_DECODING, 0)
    // What does not begin like HTTP is passed on instead of swallowed; `refuseNonHTTP` then ends the
    // transfer.
    _ = curlSetLong(easy, CURLOPT_HTTP09_ALLOWED, 1)
    // The engine keeps the limits. These two only override libcurl's default of 300 s for connecting.
    _ = curlSetLong(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(Int32.max))
    _ = curlSetLong(easy, CURLOPT_TIMEOUT_MS, 0)
    // A cancelled transfer must not wait for the thread that resolves its name.
    _ = curlSetLong(easy, CURLOPT_QUICK_EXIT, 1)
    if options.connection == .fresh {
      _ = curlSetLong(easy, CURLOPT_FRESH_CONNECT, 1)
      _ = curlSetLong(easy, CURLOPT_FORBID_REUSE, 1)
    }
  }

  private func setMessage(_ easy: UnsafeMutableRawPointer) {
    _ = curlSetString(easy, CURLOPT_URL, request.url)
    if let body = request.body ?? (expectsBody ? [] : nil) {
      _ = curlSetLong(easy, CURLOPT_POST, 1)
      _ = curlSetOffset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
      body.withUnsafeBytes { bytes in
        // Nil would mean "read it from a callback".
        let start = bytes.baseAddress ?? UnsafeRawPointer(errorText)
        _ = curlSetPointer(easy, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: start))
      }
    } else if request.method == "HEAD" {
      _ = curlSetLong(easy, CURLOPT_NOBODY, 1)
    } else {
      _ = curlSetLong(easy, CURLOPT_HTTPGET, 1)
    }
    _ = curlSetString(easy, CURLOPT_CUSTOMREQUEST, request.method)
    for line in headerLines {
      if let list = curl_slist_append(headerList, line) { headerList = list }
    }
    _ = curlSetList(easy, CURLOPT_HTTPHEADER, headerList)
  }

  /// Methods whose requests carry `Content-Length: 0` when there is no body (RFC 9110 section 8.6).
  private var expectsBody: Bool { ["POST", "PUT", "PATCH"].contains(request.method) }

  private var headerLines: [String] {
    var lines: [String] = []
    for field in request.headers {
      // libcurl reads "Name:" as "leave this header out" and "Name;" as "send it empty".
      let isEmpty = field.value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      lines.append(isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    if request.body != nil {
      switch options.bodyEncoding {
      case .contentLength: break
      case .chunked: lines.append("Transfer-Encoding: chunked")
      case .expectContinue: lines.append("Expect: 100-continue")
      }
    }
    let named = Set(lines.map { $0.prefix { $0 != ":" && $0 != ";" }.lowercased() })
    for name in ["Accept", "User-Agent", "Content-Type", "Expect"] where !named.contains(name.lowercased()) {
      lines.append("\(name):")
    }
    return lines
  }

  private func setCallbacks(_ easy: UnsafeMutableRawPointer, _ me: UnsafeMutableRawPointer) {
    _ = curlSetReceiver(easy, CURLOPT_HEADERFUNCTION, receiveHeaderLine)
    _ = curlSetPointer(easy, CURLOPT_HEADERDATA, me)
    _ = curlSetReceiver(easy, CURLOPT_WRITEFUNCTION, receiveBody)
    _ = curlSetPointer(easy, CURLOPT_WRITEDATA, me)
    _ = curlSetLong(easy, CURLOPT_VERBOSE, 1)
    _ = curlSetDebugFunction(easy, observe)
    _ = curlSetPointer(easy, CURLOPT_DEBUGDATA, me)
    _ = curlSetBeforeRequestFunction(easy, beforeRequest)
    _ = curlSetPointer(easy, CURLOPT_PREREQDATA, me)
    _ = curlSetOpenSocketFunction(easy, openSocket)
    _ = curlSetPointer(easy, CURLOPT_OPENSOCKETDATA, me)
    // Sockets outlive transfers: this one goes to the ledger, which lives as long as the engine.
    _ = curlSetCloseSocketFunction(easy, closeSocket)
    _ = curlSetPointer(easy, CURLOPT_CLOSESOCKETDATA, Unmanaged.passUnretained(ledger).toOpaque())
  }
}

private func openSocket(
  _ pointer: UnsafeMutableRawPointer?, _: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let pointer, let address = address?.pointee else { return curlBadSocket() }
  let transfer = Unmanaged<Transfer>.fromOpaque(pointer).takeUnretainedValue()
  if transfer.isRequestUnderWay {
    transfer.wasRepeatRefused = true
    return curlBadSocket()
  }
  let made = socket(address.family, address.socktype, address.protocol)
  guard made >= 0 else { return curlBadSocket() }
  _ = fcntl(made, F_SETFD, FD_CLOEXEC)
  transfer.ledger.opened(made)
  return made
}

private func closeSocket(_ pointer: UnsafeMutableRawPointer?, _ socket: curl_socket_t) -> Int32 {
  if let pointer { Unmanaged<ConnectionLedger>.fromOpaque(pointer).takeUnretainedValue().closes(socket) }
  return close(socket)
}
