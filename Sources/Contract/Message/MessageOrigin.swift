import Wire

/// Where a message was read, which decides which rules it is the first to be judged by.
public enum MessageOrigin: Sendable, Equatable {
  /// The body of a JSON reply; its bytes give findings their place.
  case body([UInt8])
  /// Rebuilt from a stream, whose grammar has judged the shape of everything already.
  case stream

  var isStream: Bool { self == .stream }

  func place(_ pointer: JSONPointer) -> Place {
    switch self {
    case .body(let bytes): Place(byte: JSONParser.locate(pointer, in: bytes)?.lowerBound, pointer: pointer)
    case .stream: Place(pointer: pointer)
    }
  }

  func place(_ tokens: String...) -> Place { place(JSONPointer(tokens)) }
}

/// Judges a message: its shape, its blocks, its stop reason and its usage, and whether all that
/// agrees with the request.
///
/// - Parameters:
///   - message: a JSON object.
///   - origin: rules about the shape are only applied to the body of a reply; a stream's grammar has
///     its own.
///   - request: the request's body; nil leaves out what must agree with it.
public func messageFindings(_ message: JSON, from origin: MessageOrigin, request: JSON?) -> [Finding] {
  MessageRules(message, origin: origin, request: RequestFacts(request)).ledger.findings
}
