#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import DropinKit

/// Where the process begins.
///
/// Not an asynchronous `main`: that ends the main thread with `pthread_exit`, for which glibc loads libgcc_s.so.1, and a system
/// that has the C library alone has no such file.
@main
enum Program {
  static func main() {
    // Before anything else opens a file: the first task takes descriptors for itself.
    Terminal.prepare()
    // Threads inherit the mask, so signals come to this one, which has nothing else to do.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGHUP)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Task.detached {
      await Dropin.main()
      guard let why = Terminal.lostOutput.withLock({ $0 }) else { exit(EXIT_SUCCESS) }
      Terminal.error("dropin: cannot write to standard output: \(why)")
      exit(ExitStatus.usage.rawValue)
    }
    sigemptyset(&signals)
    while true { sigsuspend(&signals) }
  }
}
