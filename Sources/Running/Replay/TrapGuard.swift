import Files
import TrapShim
import Wire

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Keeps a trap that an exchange causes from ending the run.
///
/// The evidence of every exchange is on disk before it is judged. A trap while one is being read, or while a case is
/// being judged, makes the process begin its program anew with the name of what ended it; the new one goes on from
/// the evidence, leaves that exchange or case unjudged, and ends with status 70.
package enum TrapGuard {
  /// What ended earlier attempts of this run: `exchange 0007`, `case minimal[stream=off]`.
  package static let trapped: Set<String> = {
    guard let list = getenv(TRAP_SHIM_VARIABLE) else { return [] }
    return Set(String(cString: list).split(separator: "\n").map(String.init))
  }()

  /// Guards this process. To be called once, by commands that can go on from evidence. Where the system does not say
  /// which program this is, as in a root without `/proc`, nothing is guarded.
  package static func arm() {
    _ = trapped
    guard let program = try? Files.executablePath() else { return }
    _ = trap_shim_arm(program, CommandLine.unsafeArgv, CommandLine.argc)
  }

  /// For tests: where to trap on purpose.
  private static let provoked = getenv("DROPIN_TEST_TRAP_IN").map { String(cString: $0) }

  static func hasEnded(inCase address: String) -> Bool {
    !trapped.isEmpty && trapped.contains("case \(address)")
  }

  static func exchange<Result>(_ id: String, _ body: () -> Result) -> Result { within("exchange \(id)", body) }
  static func judging<Result>(_ address: String, _ body: () -> Result) -> Result { within("case \(address)", body) }

  private static func within<Result>(_ name: String, _ body: () -> Result) -> Result {
    trap_shim_enter(name)
    defer { trap_shim_leave() }
    if name == provoked, !trapped.contains(name) { provoke() }
    return body()
  }

  /// A sum that does not fit, as a server may cause one where somebody forgot about it.
  @inline(never) private static func provoke() {
    var sum = Int.max - (provoked?.utf8.count ?? 0)
    for _ in 0..<(provoked?.utf8.count ?? 0) + 1 { sum += 1 }
    preconditionFailure("\(sum)")
  }
}

extension Exchange {
  /// Without its answer when reading that has ended the program before.
  var withoutTrap: Exchange {
    guard !TrapGuard.trapped.isEmpty, TrapGuard.trapped.contains("exchange \(id)") else { return self }
    return Exchange(
      id: id, request: request, response: nil,
      end: .failed(TransferFailure(.internal, "reading the answer ended the program; its bytes are in the evidence")),
      timings: timings, connection: connection, reusedConnection: reusedConnection)
  }
}
