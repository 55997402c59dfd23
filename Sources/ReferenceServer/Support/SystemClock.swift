#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The wall clock in Unix seconds.
@Sendable public func systemClock() -> Int { time(nil) }
