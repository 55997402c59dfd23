import DropinKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard output and error. Machine output goes to stdout, everything for people that is not asked for
/// goes to stderr.
enum Terminal {
  static func output(_ text: String) { output(bytes: Array((text + "\n").utf8)) }
  static func output(bytes: [UInt8]) {
    if let why = show(bytes) { lostOutput.withLock { $0 = why } }
  }
  /// Why something for standard output is lost, where it is; the program does not end as if all were well.
  static let lostOutput = Locked<String?>(nil)
  /// What it says may come from a file or a server: nothing in it acts on the terminal.
  static func error(_ text: String) {
    _ = write(VisibleText.of(text, keeping: [.lineFeeds, .tabs]) + "\n", to: STDERR_FILENO)
  }
  /// For pages that are safe already and may have colours.
  static func error(bytes: [UInt8]) { _ = write(bytes, to: STDERR_FILENO) }
  static func errorWithoutNewline(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  /// Writes something that was asked for; why not all of it was written, in the system's words, or nil.
  static func deliver(_ bytes: [UInt8]) -> String? {
    let code = write(bytes, to: STDOUT_FILENO)
    return code == 0 ? nil : String(cString: strerror(code))
  }

  /// Writes the page that every run ends with. Why not all of it was written, or nil; nobody is missed who closed the
  /// output or went away.
  static func show(_ bytes: [UInt8]) -> String? {
    let code = write(bytes, to: STDOUT_FILENO)
    return [0, EPIPE, EBADF].contains(code) ? nil : String(cString: strerror(code))
  }

  /// Called first: a reader that goes away does not end the program, and no file that is opened later takes the
  /// number of an output that was closed.
  static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      // For reading, so that what is written there fails, as it has to.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Colour on a terminal, or where `FORCE_COLOR` or `CLICOLOR_FORCE` asks for it; never when `NO_COLOR` is set to
  /// anything.
  static var wantsColor: Bool {
    guard (Environment["NO_COLOR"] ?? "").isEmpty else { return false }
    let isForced = ["FORCE_COLOR", "CLICOLOR_FORCE"].contains { name in
      Environment.nonEmpty(name).map { $0 != "0" && $0 != "false" } ?? false
    }
    return isForced || outputIsTerminal
  }

  /// Columns of the terminal, 80 where there is none.
  static var width: Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 { return Int(size.ws_col) }
    return 80
  }

  private static func write(_ text: String, to descriptor: Int32) -> Int32 { write(Array(text.utf8), to: descriptor) }

  /// 0 or the error number.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      let code = errno
      if count < 0, code == EINTR { continue }
      guard count > 0 else { return count < 0 ? code : EIO }
      rest = rest.dropFirst(count)
    }
    return 0
  }
}

private func systemWrite(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Glibc)
    Glibc.write(descriptor, base, count)
  #else
    Darwin.write(descriptor, base, count)
  #endif
}
