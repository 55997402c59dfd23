import Files
import ProcessArguments

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that is run to its end, or until its time is over.
struct ChildProcess: Sendable {
  enum End: Sendable, Equatable {
    case exited(Int)
    case signalled(Int)
    /// It was ended because it took too long.
    case outOfTime
  }

  var end: End
  /// At most a mebibyte of each.
  var output: [UInt8]
  var error: [UInt8]
  var milliseconds: Int

  private static let longestOutput = 1 << 20

  /// Runs a program that is looked for in `PATH`. What it starts and leaves behind is ended with it.
  ///
  /// - Parameters:
  ///   - environment: variables beside those of this process; nil takes one away.
  ///   - directory: for its output.
  static func run(_ command: [String], environment: [String: String?], seconds: Double, directory: String) async throws
    -> ChildProcess
  {
    let clock = ContinuousClock()
    let began = clock.now
    let (out, err) = (Files.join(directory, "stdout"), Files.join(directory, "stderr"))
    let pid = try start(command, environment: environment, out: out, err: err)
    // Its group goes with it, whatever happens here.
    defer { kill(-pid, SIGKILL) }
    var status: Int32 = 0
    var isLate = false
    while true {
      let code = waitpid(pid, &status, WNOHANG)
      if code == pid { break }
      if code < 0, errno != EINTR {
        throw DropinError("cannot wait for \(command[0]): \(String(cString: strerror(errno)))")
      }
      if Task.isCancelled || (clock.now - began) / .seconds(1) > seconds {
        isLate = true
        kill(-pid, SIGKILL)
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        break
      }
      try? await Task.sleep(for: .milliseconds(10))
    }
    try Task.checkCancellation()
    let end: End =
      isLate
      ? .outOfTime : status & 0x7F == 0 ? .exited(Int(status >> 8 & 0xFF)) : .signalled(Int(status & 0x7F))
    return ChildProcess(
      end: end, output: read(out), error: read(err), milliseconds: Int((clock.now - began) / .milliseconds(1)))
  }

  private static func read(_ path: String) -> [UInt8] {
    (try? Files.read(path)).map { Array($0.prefix(longestOutput)) } ?? []
  }

  private static func start(_ command: [String], environment: [String: String?], out: String, err: String) throws
    -> pid_t
  {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #else
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // A group of its own, and the signals as a shell would hand them on.
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))
    let names = Set(environment.keys)
    let inherited = inheritedVariables.filter { variable in
      !names.contains(String(variable.prefix { $0 != "=" }))
    }
    let variables =
      inherited
      + environment.sorted { $0.key < $1.key }.compactMap { name, value in
        value.map { "\(name)=\($0)" }
      }
    let arguments = command.map { strdup($0) } + [nil]
    let pointers = variables.map { strdup($0) } + [nil]
    defer { for pointer in arguments + pointers { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawnp(&pid, command[0], &actions, &attributes, arguments, pointers)
    guard code == 0 else { throw DropinError("cannot run \(command[0]): \(String(cString: strerror(code)))") }
    return pid
  }

  private static var inheritedVariables: [String] {
    var variables: [String] = []
    var next = processEnvironment()
    while let text = next?.pointee {
      variables.append(String(cString: text))
      next = next?.advanced(by: 1)
    }
    return variables
  }
}
