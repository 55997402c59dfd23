import Cases

/// What became of a request for a message, in one word, for looking at a whole run.
package enum ExchangeOutcome: String, Sendable {
  /// 200 without an error.
  case answered
  /// 4xx.
  case refused
  /// 200 with an error inside.
  case errorWith200 = "error-with-200"
  /// 5xx.
  case serverError = "server-error"
  /// Anything else, and no response at all.
  case other

  init(_ reading: ResponseReading) {
    switch reading.status {
    case 200: self = reading.error == nil ? .answered : .errorWith200
    case .some(400...499): self = .refused
    case .some(500...599): self = .serverError
    default: self = .other
    }
  }
}
