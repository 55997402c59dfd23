import CLibcurl
import CurlShim
import Wire

/// One thread that drives all transfers of a transport through one libcurl multi handle.
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
    /// The thread is (about to be) in `curl_multi_poll`, so that a command has to wake it.
    var isSleeping = false
    var thread: EngineThread?
  }

  private let mailbox = Locked(Mailbox())
  private let multi: UnsafeMutableRawPointer
  let ledger = ConnectionLedger()
  private let pools = ConnectionPools()
  let alarm = Alarm()
  private var active: [ObjectIdentifier: Transfer] = [:]

  init() {
    startLibcurlOnce()
    guard let multi = curl_multi_init() else { fatalError("libcurl has no memory for a multi handle") }
    self.multi = multi
    _ = curlMultiSetLong(multi, CURLMOPT_PIPELINING, 0)
    _ = curlMultiSetLong(multi, CURLMOPT_MAXCONNECTS, 256)
    // The thread keeps the engine alive until it is told to stop.
    let thread = EngineThread { [self] in run() }
    mailbox.withLock { $0.thread = thread }
  }

  /// False when the engine has been stopped: the command was not taken.
  func post(_ command: Command) -> Bool {
    mailbox.withLock { mailbox in
      guard !mailbox.isStopping else { return false }
      mailbox.commands.append(command)
      wake(&mailbox)
      return true
    }
  }

  /// Ends all transfers as cancelled and waits for the thread. A second call does nothing.
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

/// The thread's side.
extension Engine {
  private func run() {
    while true {
      let (commands, isStopping) = mailbox.withLock { mailbox in
        defer { mailbox.commands.removeAll(keepingCapacity: true) }
        return (mailbox.commands, mailbox.isStopping)
      }
      for command in commands { obey(command) }
      if isStopping { break }
      var running: Int32 = 0
      curl_multi_perform(multi, &running)
      collectFinished()
      enforceLimits()
      sleep()
    }
    let end = TransferEnd.failed(TransferFailure(.cancelled, "the transport was shut down"))
    for transfer in pools.takeAllWaiting() { transfer.resume(end: end) }
    for transfer in Array(active.values) { finish(transfer, end) }
    pools.close()
    curl_multi_cleanup(multi)
  }

  private func sleep() {
    // A command that came in meanwhile has not sent a wake-up: look before going to sleep.
    let maySleep = mailbox.withLock { mailbox in
      mailbox.isSleeping = mailbox.commands.isEmpty && !mailbox.isStopping
      return mailbox.isSleeping
    }
    guard maySleep else { return }
    curl_multi_poll(multi, nil, 0, alarm.millisecondsLeft(atMost: 60_000), nil)
    mailbox.withLock { $0.isSleeping = false }
  }

  private func obey(_ command: Command) {
    switch command {
    case .start(let transfer):
      if pools.admit(transfer) { start(transfer) }
    case .cancel(let transfer):
      let end = TransferEnd.failed(TransferFailure(.cancelled, "the task was cancelled"))
      if active[ObjectIdentifier(transfer)] != nil {
        finish(transfer, end)
      } else if pools.withdraw(transfer) {
        transfer.resume(end: end)
      }
    }
  }

  private func start(_ transfer: Transfer) {
    active[ObjectIdentifier(transfer)] = transfer
    transfer.begin()
    let share = pools.share(for: transfer.options.connection)
    guard transfer.prepare(share: share), curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
      return finish(transfer, .failed(TransferFailure(.other, "libcurl could not start the transfer")))
    }
  }

  private func collectFinished() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE else { continue }
      let code = curlMessageResult(message)
      var pointer: UnsafeMutableRawPointer?
      _ = curlGetPointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &pointer)
      guard let pointer else { continue }
      let transfer = Unmanaged<Transfer>.fromOpaque(pointer).takeUnretainedValue()
      finish(transfer, transfer.outcome(of: code))
    }
  }

  private func enforceLimits() {
    let now = monotonicMicroseconds()
    guard alarm.isDue(now) else { return }
    for transfer in Array(active.values) where transfer.deadline <= now {
      finish(transfer, .failed(transfer.failure(at: now)))
    }
    alarm.reset()
    for transfer in active.values { alarm.ring(by: transfer.deadline) }
  }

  private func finish(_ transfer: Transfer, _ end: TransferEnd) {
    active[ObjectIdentifier(transfer)] = nil
    curl_multi_remove_handle(multi, transfer.easy)
    transfer.release()
    transfer.resume(end: end)
    if let next = pools.next(after: transfer) { start(next) }
  }
}
