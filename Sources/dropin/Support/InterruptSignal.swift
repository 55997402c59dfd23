import DropinKit
import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Calls a closure once on SIGINT, SIGTERM or SIGHUP instead of ending the process, so that a run can write its
/// reports; further signals change nothing. Should the process live on for too long after that, it is ended.
final class InterruptSignal {
  private let sources: [any DispatchSourceSignal]

  /// Cancelling takes milliseconds, and judging what is there already a moment.
  static let grace = 20

  init(_ action: @escaping @Sendable () -> Void) {
    let state = Once()
    // `nohup` asks for that. SIGINT is ignored in what a script starts in the background, and is meant all the same
    // when somebody sends it.
    let numbers = [SIGINT, SIGTERM] + (Files.isSignalIgnored(SIGHUP) ? [] : [SIGHUP])
    sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: Self.queue)
      source.setEventHandler {
        guard state.first() else { return }
        action()
        Self.queue.asyncAfter(deadline: .now() + .seconds(Self.grace)) {
          Terminal.error("dropin: internal error: it did not end within \(Self.grace) s of a signal")
          Files.removeTemporaries()
          _exit(ExitStatus.internalError.rawValue)
        }
      }
      source.resume()
      return source
    }
  }

  /// A queue of its own: the ones that everybody shares may be busy.
  private static let queue = DispatchQueue(label: "dropin.signals", qos: .userInteractive)

  private final class Once: @unchecked Sendable {
    // Touched on the queue of the signals only.
    private var happened = false
    func first() -> Bool {
      defer { happened = true }
      return !happened
    }
  }

  func stop() { for source in sources { source.cancel() } }
}
