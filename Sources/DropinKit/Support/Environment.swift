#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process's environment.
package enum Environment {
  /// Nil when unset.
  package static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }
  /// Nil when unset or empty.
  package static func nonEmpty(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }
}
