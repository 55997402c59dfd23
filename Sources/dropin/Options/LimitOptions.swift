import DropinKit
import ArgumentParser

/// Time limits, in seconds, because a local model is slow and a hanging server must not hang the run.
struct LimitOptions: ParsableArguments {
  @Option(help: "Seconds to establish a connection.") var connectTimeout: Double = 5
  @Option(help: "Seconds until the response begins.") var firstByteTimeout: Double = 120
  @Option(help: "Seconds without a byte within a response.") var idleTimeout: Double = 60
  @Option(help: "Seconds for the whole exchange.") var totalTimeout: Double = 600

  func validate() throws {
    for value in [connectTimeout, firstByteTimeout, idleTimeout, totalTimeout] {
      guard value > 0, value <= 86_400 else { throw ValidationError("time limits are between 0 and 86400 seconds") }
    }
  }

  var limits: TransferLimits {
    func milliseconds(_ seconds: Double) -> Int { max(1, Int(seconds * 1000)) }
    var limits = TransferLimits.ofSuite
    limits.connect = milliseconds(connectTimeout)
    limits.firstByte = milliseconds(firstByteTimeout)
    limits.idle = milliseconds(idleTimeout)
    limits.total = milliseconds(totalTimeout)
    return limits
  }
}
