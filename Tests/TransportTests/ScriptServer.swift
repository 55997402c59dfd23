import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the server does on one connection, step by step, without any idea of HTTP.
enum Step: Sendable {
  /// Reads one request: the head and as many body bytes as its framing announces.
  case readRequest
  /// Reads one request head only.
  case readHead
  /// Reads that many bytes.
  case readBytes(Int)
  case send(String)
  case sendBytes([UInt8])
  case sleep(milliseconds: Int)
  /// Waits until the gate is open.
  case wait(Gate)
  /// The same steps over and over until the client is gone.
  case forever([Step])
  /// Closes with a reset instead of a regular end.
  case reset
}

/// Lets a test say when a script goes on.
final class Gate: Sendable {
  private let state = Locked(false)
  var isOpen: Bool { state.withLock { $0 } }
  func open() { state.withLock { $0 = true } }
}

/// Waits until something becomes true, at most two seconds.
func eventually(_ condition: () -> Bool) async -> Bool {
  for _ in 0..<6_000 {
    if condition() { return true }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return condition()
}

/// A raw socket server on 127.0.0.1 with a thread a connection. The n-th connection plays the n-th script;
/// the last script is played again by all further ones. After its script the connection is closed.
final class ScriptServer: Sendable {
  private struct State {
    var scripts: [[Step]]
    var requests: [String] = []
    var accepted = 0
    var openConnections = 0
  }

  private let listener: Int32
  let port: Int
  private let state: Locked<State>

  init(_ scripts: [Step]...) {
    state = Locked(State(scripts: scripts))
    let (made, bound) = listeningSocket()
    listener = made
    port = bound
    onThread { [self] in acceptAll() }
  }

  var url: String { "http://127.0.0.1:\(port)" }
  /// Requests as they came, one string each.
  var requests: [String] { state.withLock { $0.requests } }
  var accepted: Int { state.withLock { $0.accepted } }
  var openConnections: Int { state.withLock { $0.openConnections } }

  /// Stops accepting; connections end with their scripts.
  func close() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func acceptAll() {
    while true {
      let socket = accept(listener, nil, nil)
      guard socket >= 0 else { break }
      let script = state.withLock { state in
        state.accepted += 1
        state.openConnections += 1
        return state.scripts[min(state.accepted, state.scripts.count) - 1]
      }
      onThread { [self] in
        var connection = ScriptConnection(socket: socket) { [self] text in state.withLock { $0.requests.append(text) }
        }
        _ = connection.play(script)
        connection.close()
        state.withLock { $0.openConnections -= 1 }
      }
    }
    _ = closeSocket(listener)
  }
}

/// One accepted connection.
private struct ScriptConnection {
  let socket: Int32
  let record: (String) -> Void
  private var pending: [UInt8] = []

  init(socket: Int32, record: @escaping (String) -> Void) {
    self.socket = socket
    self.record = record
    var on: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
  }

  /// False when the client is gone.
  mutating func play(_ steps: [Step]) -> Bool {
    for step in steps {
      switch step {
      case .readRequest: guard readRequest(withBody: true) else { return false }
      case .readHead: guard readRequest(withBody: false) else { return false }
      case .readBytes(let count): guard readBytes(count) else { return false }
      case .send(let text): guard write(Array(text.utf8)) else { return false }
      case .sendBytes(let bytes): guard write(bytes) else { return false }
      case .sleep(let milliseconds): usleep(UInt32(milliseconds) * 1000)
      case .wait(let gate): while !gate.isOpen { usleep(1000) }
      case .forever(let inner): while play(inner) {}
      case .reset:
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        return false
      }
    }
    return true
  }

  func close() { _ = closeSocket(socket) }

  private func write(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { sendBytes(socket, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private mutating func fill() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    pending += buffer[..<count]
    return true
  }

  private mutating func readBytes(_ count: Int) -> Bool {
    while pending.count < count { guard fill() else { return false } }
    record(String(decoding: pending[..<count], as: UTF8.self))
    pending.removeFirst(count)
    return true
  }

  private mutating func readRequest(withBody: Bool) -> Bool {
    let blank = Array("\r\n\r\n".utf8)
    while find(blank) == nil { guard fill() else { return false } }
    guard var end = find(blank) else { return false }
    let head = String(decoding: pending[..<end], as: UTF8.self).lowercased()
    if withBody, head.contains("transfer-encoding: chunked") {
      let last = Array("0\r\n\r\n".utf8)
      while !pending[end...].ends(with: last) { guard fill() else { return false } }
      end = pending.count
    } else if withBody,
      let field = head.split(separator: "\r\n").first(where: { $0.hasPrefix("content-length:") })
    {
      let length = Int(field.dropFirst("content-length:".count).filter { $0 != " " }) ?? 0
      while pending.count < end + length { guard fill() else { return false } }
      end += length
    }
    record(String(decoding: pending[..<end], as: UTF8.self))
    pending.removeFirst(end)
    return true
  }

  /// The offset behind the first occurrence.
  private func find(_ needle: [UInt8]) -> Int? {
    guard pending.count >= needle.count else { return nil }
    return (0...(pending.count - needle.count)).first { pending[$0...].starts(with: needle) }.map {
      $0 + needle.count
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with other: [UInt8]) -> Bool { suffix(other.count).elementsEqual(other) }
}

/// A socket listening on a port of the system's choice, and that port.
func listeningSocket(backlog: Int32 = 512) -> (socket: Int32, port: Int) {
  #if canImport(Glibc)
    let made = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  #else
    let made = socket(AF_INET, SOCK_STREAM, 0)
  #endif
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
      precondition(bind(made, generic, size) == 0 && listen(made, backlog) == 0)
      precondition(getsockname(made, generic, &size) == 0)
    }
  }
  return (made, Int(UInt16(bigEndian: address.sin_port)))
}

private final class Body {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func onThread(_ run: @escaping @Sendable () -> Void) {
  let box = Unmanaged.passRetained(Body(run)).toOpaque()
  #if canImport(Darwin)
    var thread: pthread_t?
    pthread_create(
      &thread, nil,
      {
        Unmanaged<Body>.fromOpaque($0).takeRetainedValue().run()
        return nil
      }, box)
    if let thread { pthread_detach(thread) }
  #else
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, box)
    pthread_detach(thread)
  #endif
}

func closeSocket(_ socket: Int32) -> Int32 {
  #if canImport(Glibc)
    Glibc.close(socket)
  #else
    Darwin.close(socket)
  #endif
}

/// A client that is gone must be a return value, not a signal.
private func sendBytes(_ socket: Int32, _ start: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Glibc)
    send(socket, start, count, Int32(MSG_NOSIGNAL))
  #else
    send(socket, start, count, 0)
  #endif
}
