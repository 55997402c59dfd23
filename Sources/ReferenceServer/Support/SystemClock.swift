#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Configuration {
  /// The wall clock in Unix seconds.
  @Sendable package static func systemClock() -> Int { time(nil) }
}
