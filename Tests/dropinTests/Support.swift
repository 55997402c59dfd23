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

/// Runs the program that was built beside the tests, from the package's root or from `folder`, with a bare environment.
func dropin(_ arguments: [String], environment: [String: String] = [:], in folder: String? = nil) throws
  -> ProcessResult
{
  let program = Files.join(Files.directory(of: try Files.executablePath()), "dropin")
  let built = Files.exists(program) ? program : Files.join(packageRoot, ".build/debug/dropin")
  return try run(built, arguments, environment: environment, in: folder)
}

/// Runs any program in the same way.
func run(
  _ built: String, _ arguments: [String], environment: [String: String] = [:], in folder: String? = nil
) throws -> ProcessResult {
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
  variables["PATH"] = variables["PATH"] ?? getenv("PATH").map { String(cString: $0) } ?? ""
  variables["DROPIN_SPECS"] = variables["DROPIN_SPECS"] ?? Files.join(packageRoot, "specs")
  let command = folder.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0, built] } ?? [built]
  let argv = (command + arguments).map { strdup($0) } + [nil]
  let envp = variables.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { for pointer in argv + envp { free(pointer) } }
  var pid: pid_t = 0
  let code = posix_spawn(&pid, command[0], &actions, nil, argv, envp)
  guard code == 0 else { throw FileError(path: built, operation: "start", reason: String(cString: strerror(code))) }
  var status: Int32 = 0
  while waitpid(pid, &status, 0) < 0 && errno == EINTR {}
  return ProcessResult(
    status: status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F),
    output: String(decoding: try Files.read(out), as: UTF8.self),
    error: String(decoding: try Files.read(err), as: UTF8.self))
}

/// The directory of Package.swift.
let packageRoot: String = {
  var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
  parts.removeLast(3)
  return parts.joined(separator: "/")
}()

/// Accepts connections and never says a word.
final class SilentServer {
  private let descriptor: Int32
  let port: Int

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    self.descriptor = descriptor
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(descriptor, pointer, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, pointer, &length) == 0
      }
    }
    guard bound else {
      throw FileError(path: "127.0.0.1", operation: "listen on", reason: String(cString: strerror(errno)))
    }
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }
}
