import Wire

/// What kind of violation it is: a static code without dynamic values, by which lists of expectations recognise a
/// failure.
package enum Reason: Sendable, Hashable {
  // A value is not what a matcher wants.
  case missing, present, wrongType, wrongValue, wrongLength, wrongCount, notJSON, schema
  // An answer or a refusal is of another kind.
  case accepted, refused, wrongStatus, serverError, errorWith200
  case wrongErrorType, notMentioned, wrongDetails, fieldNotNamed, fallbackRejected
  // A stream does not have the wanted events.
  case noStream, eventMissing, eventUnwanted
  // The server did not finish.
  case timeout
  case brokenOff(TransferFailure.Kind)
  case repeatedID
  /// The name that a case, a relation or a rule gives to its violation.
  case named(String)

  private static let codes: [(code: String, reason: Reason)] = [
    ("missing", .missing), ("present", .present), ("wrong-type", .wrongType), ("wrong-value", .wrongValue),
    ("wrong-length", .wrongLength), ("wrong-count", .wrongCount), ("not-json", .notJSON), ("schema", .schema),
    ("accepted", .accepted), ("refused", .refused), ("wrong-status", .wrongStatus), ("server-error", .serverError),
    ("error-with-200", .errorWith200), ("wrong-error-type", .wrongErrorType), ("not-mentioned", .notMentioned),
    ("wrong-details", .wrongDetails), ("field-not-named", .fieldNotNamed), ("fallback-rejected", .fallbackRejected),
    ("no-stream", .noStream), ("event-missing", .eventMissing), ("event-unwanted", .eventUnwanted),
    ("timeout", .timeout), ("repeated-id", .repeatedID),
  ]
  private static let reasonByCode = Dictionary(uniqueKeysWithValues: codes.map { ($0.code, $0.reason) })
  private static let codeByReason = Dictionary(uniqueKeysWithValues: codes.map { ($0.reason, $0.code) })

  /// The reason that has this code; another code names one of its own.
  package init(code: String) {
    self = Self.reasonByCode[code] ?? .named(code)
  }

  package var code: String {
    switch self {
    case .named(let name): name
    case .brokenOff(let kind): kind.rawValue
    default: Self.codeByReason[self] ?? ""
    }
  }
}
