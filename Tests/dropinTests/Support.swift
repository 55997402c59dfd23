import Files

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct ProcessResult {
  var status: Int32
  var output: String
  var error: String
}

/// Runs the program that was built beside the tests, from the package's root, with a bare environment.
func dropin(_ arguments: [String], environment: [String: String] = [:]) throws -> ProcessResult {
  let program = Files.join(Files.directory(of: try Files.executablePath()), "dropin")
  let built = Files.exists(program) ? program : Files.join(packageRoot, ".build/debug/dropin")
  let directory = try Files.temporaryDirectory(prefix: "dropin-process")
  defer { try? Files.remove(directory) }
  let out = directory + "/out"
  let err = directory + "/err"
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  posix_spawn_file_actions_addopen(&actions, 2, err, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
  var variables = environment
  variables["PATH"] = getenv("PATH").map { String(cString: $0) } ?? ""
  variables["DROPIN_SPECS"] = variables["DROPIN_SPECS"] ?? Files.join(packageRoot, "specs")
  let argv = ([built] + arguments).map { strdup($0) } + [nil]
  let envp = variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { for pointer in argv + envp { free(pointer) } }
  var pid: pid_t = 0
  let code = posix_spawn(&pid, built, &actions, nil, argv, envp)
  guard code == 0 else { throw FileError(path: built, operation: "start", reason: String(cString: strerror(code))) }
  var status: Int32 = 0
  while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  return ProcessResult(
    status: status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F),
    output: String(decoding: try Files.read(out), as: UTF8.self), error: String(decoding: try Files.read(err), as: UTF8.self))
}

/// The directory of Package.swift.
let packageRoot: String = {
  var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
  parts.removeLast(3)
  return parts.joined(separator: "/")
}()
