import CLibcurl
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// libcurl's result codes in the words of the evidence, with libcurl's own text as the detail.
extension TransferFailure {
  /// Why no connection came about.
  static func connecting(_ code: CURLcode, _ text: String) -> TransferFailure {
    if code == CURLE_OUT_OF_MEMORY || text.contains("thread failed") {
      return Self(.internal, "this machine is out of memory or threads: \(text)")
    }
    if code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST, let shortage = shortageOfDescriptors() {
      return Self(.internal, "\(shortage); nothing was sent")
    }
    let kind: TransferFailure.Kind =
      switch code {
      case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .invalidURL
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .couldNotResolve
      case CURLE_COULDNT_CONNECT: .couldNotConnect
      case CURLE_OPERATION_TIMEDOUT: .connectTimeout
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
        CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        .tls
      case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_CRL_BADFILE,
        CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_SHUTDOWN_FAILED,
        CURLE_SSL_CLIENTCERT:
        .tls
      case CURLE_RECV_ERROR, CURLE_SEND_ERROR: .reset
      default: .other
      }
    return Self(kind, text)
  }

  /// Why a connection brought no more.
  static func receiving(_ code: CURLcode, _ text: String) -> TransferFailure {
    guard code == CURLE_RECV_ERROR else { return Self(.other, text) }
    // OpenSSL's word for a connection that was closed without the goodbye of TLS: the body may be cut short.
    return Self(text.contains("unexpected eof") ? .truncated : .reset, text)
  }

  /// In words, when not even a socket can be made: then nothing can be said of the server.
  private static func shortageOfDescriptors() -> String? {
    #if canImport(Glibc)
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let descriptor = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    let code = errno
    guard descriptor < 0 else {
      close(descriptor)
      return nil
    }
    switch code {
    case EMFILE: return "this process has no file descriptor left (ulimit -n)"
    case ENFILE: return "this machine has no file descriptor left"
    case ENOBUFS, ENOMEM: return "this machine is out of memory"
    default: return nil
    }
  }
}
