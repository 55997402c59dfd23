import CLibcurl
import CurlShim
import Wire

private let start: TransferFailure? = {
  let code = curlGlobalStart()
  guard code != CURLE_OK else { return nil }
  return TransferFailure(.internal, "libcurl cannot be started: \(String(cString: curl_easy_strerror(code)))")
}()

/// Loads libcurl's TLS and other parts, which takes milliseconds: only for commands that send. Never undone,
/// since other transports of the process may still use it. Throws when libcurl has not what it needs.
func startLibcurlOnce() throws(TransferFailure) {
  if let start { throw start }
}
