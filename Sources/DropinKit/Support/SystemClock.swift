#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Reporting

/// The time of day, the only place that asks for it. `SOURCE_DATE_EPOCH` (seconds since 1970) stands in for it, so
/// that samples and tests are repeatable.
package enum SystemClock {
  package static var now: String {
    Timestamp.text(secondsSince1970: Environment.nonEmpty("SOURCE_DATE_EPOCH").flatMap(Int.init) ?? Int(time(nil)))
  }
}
