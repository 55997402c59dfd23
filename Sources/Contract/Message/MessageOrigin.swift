import Verdicts
import Wire

/// Where a message was read, which decides which rules it is the first to be judged by.
enum MessageOrigin: Sendable, Equatable {
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
