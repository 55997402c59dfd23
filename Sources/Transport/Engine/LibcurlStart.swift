import CLibcurl
import CurlShim

private let start: Void = {
  let code = curlGlobalStart()
  guard code == CURLE_OK else {
    fatalError("libcurl cannot be started: \(String(cString: curl_easy_strerror(code)))")
  }
}()

/// Loads libcurl's TLS and other parts, which takes milliseconds: only for commands that send. Never undone,
/// since other transports of the process may still use it.
func startLibcurlOnce() { start }
