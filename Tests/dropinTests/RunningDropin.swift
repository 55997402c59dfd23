import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The built program while it runs.
final class RunningDropin {
  private let pid: pid_t
  private let output: String
  private var status: Int32?

  /// Output goes to a file in `directory`.
  init(_ arguments: [String], in directory: String) throws {
    let program = Files.join(Files.directory(of: try Files.executablePath()), "dropin")
    let built = Files.exists(program) ? program : Files.join(packageRoot, ".build/debug/dropin")
    output = "\(directory)/\(arguments[0]).out"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    posix_spawn_file_actions_addopen(&actions, 2, output + ".err", O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    let argv = ([built] + arguments).map { strdup($0) } + [nil]
    let envp = [strdup("DROPIN_SPECS=\(Files.join(packageRoot, "specs"))"), nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, built, &actions, nil, argv, envp)
    guard code == 0 else { throw FileError(path: built, operation: "start", reason: String(cString: strerror(code))) }
    self.pid = pid
  }

  deinit { stop() }

  func signal(_ number: Int32) { if status == nil { kill(pid, number) } }

  /// The exit code, or the negative signal.
  func end() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(pid, &raw, 0) < 0 && errno == EINTR {}
    let status = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : -(raw & 0x7F)
    self.status = status
    return status
  }

  func stop() {
    signal(SIGKILL)
    _ = end()
  }

  func firstLine() throws -> String {
    try wait(for: 1, linesIn: output)
    return String(decoding: try Files.read(output).prefix { $0 != 0x0A }, as: UTF8.self)
  }

  /// Until the file has that many lines; half a minute at most.
  func wait(for count: Int, linesIn path: String) throws {
    for _ in 0..<6_000 {
      if let bytes = try? Files.read(path), bytes.count(where: { $0 == 0x0A }) >= count { return }
      usleep(5000)
    }
    throw FileError(path: path, operation: "wait for", reason: "it never had \(count) lines")
  }
}
