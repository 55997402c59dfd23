import CLibcurl
import CurlShim
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// From libcurl's result to how the transfer ended.
extension Transfer {
  func outcome(of code: CURLcode) -> TransferEnd {
    noteUnreadExcess(code)
    if let ownEnd { return ownEnd }
    if hasWholeResponse(code) { return .complete }
    if wasRepeatRefused {
      return .failed(
        TransferFailure(
          .emptyReply,
          "the server closed the kept-alive connection before it answered; the request was not repeated"))
    }
    let failure = failure(of: code)
    if failure.kind == .malformedHead { noteMalformedHead(failure.detail) }
    return .failed(failure)
  }

  /// Whether the response ended as its own framing announced, as far as can be told from here.
  private func hasWholeResponse(_ code: CURLcode) -> Bool {
    guard let framing else { return false }
    return switch framing {
    case .none: code == CURLE_OK || wasRepeatRefused
    case .chunked: chunks?.isComplete ?? false
    case .length(let length): body.count >= length && (code == CURLE_OK || wasRepeatRefused)
    case .untilClose: code == CURLE_OK
    }
  }

  /// What libcurl said, or failing that what the code means.
  private func text(of code: CURLcode) -> String {
    let own = String(cString: errorText)
    return own.isEmpty ? String(cString: curl_easy_strerror(code)) : own
  }

  private func failure(of code: CURLcode) -> TransferFailure {
    let text = text(of: code)
    return TransferFailure(kind(of: code, text), "\(text) (libcurl \(code.rawValue))")
  }

  private func kind(of code: CURLcode, _ text: String) -> TransferFailure.Kind {
    switch code {
    case CURLE_OK: head.byteCount == 0 ? .emptyReply : .truncated
    case CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED: .invalidURL
    case CURLE_UNSUPPORTED_PROTOCOL: isRequestUnderWay ? .malformedHead : .invalidURL
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .couldNotResolve
    case CURLE_COULDNT_CONNECT: .couldNotConnect
    case CURLE_WEIRD_SERVER_REPLY: .malformedHead
    case CURLE_PARTIAL_FILE: .truncated
    case CURLE_OUT_OF_MEMORY: isRequestUnderWay && !head.isComplete ? .headTooLarge : .other
    case CURLE_OPERATION_TIMEDOUT: phase == .connecting ? .connectTimeout : .totalTimeout
    case CURLE_GOT_NOTHING: .emptyReply
    case CURLE_SEND_ERROR: .reset
    case CURLE_RECV_ERROR: receiveFailure(text)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_NOTFOUND,
      CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_INVALIDCERTSTATUS,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CLIENTCERT:
      .tls
    default: .other
    }
  }

  /// One code of libcurl's for three things.
  private func receiveFailure(_ text: String) -> TransferFailure.Kind {
    if text.contains("chunk") { return .malformedChunk }
    // OpenSSL's word for a connection closed without a TLS goodbye.
    if text.contains("unexpected eof") { return head.byteCount == 0 ? .emptyReply : .truncated }
    return .reset
  }

  /// libcurl ended on a line that it did not show; its text is all there is.
  private func noteMalformedHead(_ detail: String) {
    if head.head == nil {
      faults.append(FramingFault(.badStatusLine, detail))
    } else if detail.contains("Content-Length") {
      faults.append(FramingFault(.badLength, detail))
    }
  }

  /// Bytes after the end of the body, which libcurl drops or leaves in the socket.
  private func noteUnreadExcess(_ code: CURLcode) {
    guard ownEnd == nil, code == CURLE_OK, head.isComplete, framing != .untilClose else { return }
    if socketBytes.excess > 0 { noteExcess(socketBytes.excess, socketBytes.excessExcerpt) }
    if let socket, ledger.isOpen(socket, number: connection) { noteUnread(on: socket) }
    if !unread.isEmpty { noteExcess(unread.count, unread) }
  }

  /// Looks at what waits in the socket without taking it.
  func noteUnread(on socket: Int32) {
    // Over TLS these are records (session tickets come at any time), not bytes of the response.
    guard request.url.lowercased().utf8.starts(with: "http:".utf8) else { return }
    var waiting = [UInt8](repeating: 0, count: 4096)
    let count = recv(socket, &waiting, waiting.count, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
    if count > 0 { unread = Array(waiting[..<count]) }
  }
}
