/// How the program ends; part of its promise to scripts.
package enum ExitCode: Int32, Sendable, CaseIterable {
  /// The gate is satisfied.
  case satisfied = 0
  /// A conformance failure or regression at the gated level, also when the run was cut off after one.
  case failure = 1
  /// Usage, configuration, case-file or report-writing error.
  case usage = 2
  /// Too little was judged to say.
  case incomplete = 3
  /// Nobody answered at the target's address.
  case unreachable = 4
  /// Our own fault.
  case internalError = 70
}
