import CLibcurl
import CurlShim
import Wire

enum Libcurl {
  private static let failure: TransferFailure? = {
    let code = curlGlobalStart()
    guard code != CURLE_OK else { return nil }
    return TransferFailure(.internal, "libcurl cannot be started: \(String(cString: curl_easy_strerror(code)))")
  }()

  /// Loads libcurl's TLS and other parts, which takes milliseconds: only for commands that send. Never undone,
  /// since other transports of the process may still use it. Throws when libcurl has not what it needs.
  static func start() throws(TransferFailure) {
    if let failure { throw failure }
  }
}
