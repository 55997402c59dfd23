#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A command line run by a shell while the test goes on.
struct ShellProcess {
  struct CannotStart: Error { var code: Int32 }
  private let process: pid_t

  /// `shell` is a path; the environment is exactly what is given, with a standard `PATH`.
  init(_ line: String, shell: String = "/bin/sh", environment: [String] = []) throws {
    let arguments = [shell, "-c", "{ " + line + "\n} >/dev/null 2>&1"]
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] =
      (environment + ["PATH=/usr/bin:/bin:/usr/local/bin"]).map { strdup($0) } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var process = pid_t()
    let code = posix_spawn(&process, shell, nil, nil, &argv, &envp)
    guard code == 0 else { throw CannotStart(code: code) }
    self.process = process
  }

  /// Waits for the end; 0 when the line succeeded.
  func status() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status
  }

  static func exists(_ path: String) -> Bool { access(path, X_OK) == 0 }
  static let hasCurl = ["/usr/bin/curl", "/bin/curl", "/usr/local/bin/curl"].contains(where: exists)
  static let shells = ["/bin/sh", "/bin/bash", "/usr/bin/dash", "/bin/zsh"].filter(exists)
}
