import Wire

/// Where in a response something was found.
public struct Place: Sendable, Equatable {
  /// Index of the event within the stream, counting from 0.
  public var event: Int?
  /// Byte offset within the body.
  public var byte: Int?
  /// Place inside the JSON of the body or of that event's data.
  public var pointer: JSONPointer?
  /// Microseconds since the request began.
  public var elapsed: Int?

  public init(event: Int? = nil, byte: Int? = nil, pointer: JSONPointer? = nil, elapsed: Int? = nil) {
    self.event = event
    self.byte = byte
    self.pointer = pointer
    self.elapsed = elapsed
  }
}
