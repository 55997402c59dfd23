import CLibcurl
import CurlShim
import Wire

/// One thread that drives all transfers of a transport: libcurl's multi handle makes the connections and
/// waits, the transfers send and receive over them.
///
/// Other threads only put commands into the mailbox. Everything else belongs to the engine's thread.
final class Engine: @unchecked Sendable {
  enum Command {
    case start(Transfer)
    case cancel(Transfer)
  }

  private struct Mailbox {
    var commands: [Command] = []
    var isStopping = false
    /// The thread is, or is about to be, in `curl_multi_poll`, so that a command has to wake it.
    var isSleeping = false
    var thread: EngineThread?
  }

  private let mailbox = Locked(Mailbox())
  let multi: UnsafeMutableRawPointer
  let pool = ConnectionPool()
  let alarm = Alarm()
  var pins = PinQueue()
  /// In no particular order.
  var active: [ObjectIdentifier: Transfer] = [:]
  /// Transfers whose connections are being made.
  var connecting: [ObjectIdentifier: Transfer] = [:]
  var lastNumber = 0
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)

  let trust: ServerTrust

  /// Throws when the machine has no memory or no thread for it.
  init(trust: ServerTrust) throws(TransferFailure) {
    self.trust = trust
    do throws(TransferFailure) {
      try Libcurl.start()
      guard let made = curl_multi_init() else {
        throw TransferFailure(.internal, "libcurl has no memory for a multi handle")
      }
      multi = made
    } catch {
      buffer.deallocate()
      throw error
    }
    // libcurl closes idle connections beyond a bound of its own; which are idle is decided here.
    _ = curlMultiSetLong(multi, CURLMOPT_MAXCONNECTS, Int(Int32.max))
    // The thread keeps the engine alive until it is told to stop.
    do throws(TransferFailure) {
      let thread = try EngineThread { [self] in run() }
      mailbox.withLock { $0.thread = thread }
    } catch {
      curl_multi_cleanup(multi)
      throw error
    }
  }

  deinit { buffer.deallocate() }

  /// False when the engine has been stopped: the command was not taken.
  func post(_ command: Command) -> Bool {
    mailbox.withLock { mailbox in
      guard !mailbox.isStopping else { return false }
      mailbox.commands.append(command)
      wake(&mailbox)
      return true
    }
  }

  /// Ends all transfers as cancelled, closes all connections and waits for the thread. A second call does
  /// nothing.
  func stop() {
    let thread = mailbox.withLock { mailbox in
      mailbox.isStopping = true
      wake(&mailbox)
      defer { mailbox.thread = nil }
      return mailbox.thread
    }
    thread?.join()
  }

  private func wake(_ mailbox: inout Mailbox) {
    guard mailbox.isSleeping else { return }
    mailbox.isSleeping = false
    curl_multi_wakeup(multi)
  }
}

/// The thread's round.
extension Engine {
  private func run() {
    var readable: [Transfer] = []
    while true {
      let (commands, isStopping) = mailbox.withLock { mailbox in
        defer { mailbox.commands.removeAll(keepingCapacity: true) }
        return (mailbox.commands, mailbox.isStopping)
      }
      for command in commands { obey(command) }
      if isStopping { break }
      if !connecting.isEmpty { advanceConnecting() }
      for transfer in readable { advance(transfer) }
      meetDeadlines()
      readable = waitForSomething()
    }
    shutDown()
  }

  /// Sleeps until a socket is ready, a deadline has come or a command is there.
  private func waitForSomething() -> [Transfer] {
    // A command that came in meanwhile has not sent a wake-up: look before going to sleep.
    let maySleep = mailbox.withLock { mailbox in
      mailbox.isSleeping = mailbox.commands.isEmpty && !mailbox.isStopping
      return mailbox.isSleeping
    }
    let carried = active.values.filter { $0.phase != .connecting }
    var sockets = carried.map { transfer in
      curl_waitfd(fd: transfer.connection?.socket ?? curlBadSocket(), events: transfer.awaited, revents: 0)
    }
    let hasMore = carried.contains { $0.hasMoreToRead }
    let wait = maySleep && !hasMore ? alarm.millisecondsLeft(atMost: 60_000) : 0
    curl_multi_poll(multi, &sockets, UInt32(sockets.count), wait, nil)
    mailbox.withLock { $0.isSleeping = false }
    return zip(carried, sockets).filter { $0.hasMoreToRead || $1.revents != 0 }.map(\.0)
  }

  private func shutDown() {
    let end = TransferEnd.failed(TransferFailure(.cancelled, "the transport was shut down"))
    let waiting = pins.takeAll()
    for transfer in waiting + active.values {
      transfer.end = end
      transfer.connection = nil
      transfer.resume()
    }
    active = [:]
    connecting = [:]
    pool.close()
    curl_multi_cleanup(multi)
  }
}
