#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Wire

/// A joinable thread with a function to run. Swift's task pool must not be blocked by a poll loop.
struct EngineThread: @unchecked Sendable {
  private let thread: pthread_t

  /// Throws when the system has no thread to give.
  init(_ body: @escaping @Sendable () -> Void) throws(TransferFailure) {
    let box = Unmanaged.passRetained(ThreadBody(body))
    #if canImport(Darwin)
      var created: pthread_t?
      let code = pthread_create(&created, nil, { runBody($0) }, box.toOpaque())
    #else
      var number = pthread_t()
      let code = pthread_create(&number, nil, { runBody($0) }, box.toOpaque())
      let created: pthread_t? = number
    #endif
    guard code == 0, let created else {
      box.release()
      throw TransferFailure(.internal, "the system has no thread for the transport (error \(code))")
    }
    thread = created
  }

  /// Waits for the end of the thread. On the thread itself there is nothing to wait for: it is let go.
  func join() {
    if pthread_equal(thread, pthread_self()) != 0 {
      pthread_detach(thread)
    } else {
      pthread_join(thread, nil)
    }
  }
}

private final class ThreadBody {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func runBody(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  // OpenSSL writes with plain write(2); a closed peer must be an error code there, not a signal. Blocking it
  // on this thread alone leaves the rest of the process as it was.
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGPIPE)
  pthread_sigmask(SIG_BLOCK, &signals, nil)
  if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run() }
  return nil
}
