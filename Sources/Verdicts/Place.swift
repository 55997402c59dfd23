import Wire

/// Where in a response something was found.
package struct Place: Sendable, Equatable {
  /// Index of the event within the stream, counting from 0.
  package var event: Int?
  /// Byte offset within the body.
  package var byte: Int?
  /// Place inside the JSON of the body or of that event's data.
  package var pointer: JSONPointer?
  /// Microseconds since the request began.
  package var elapsed: Int?

  package init(event: Int? = nil, byte: Int? = nil, pointer: JSONPointer? = nil, elapsed: Int? = nil) {
    self.event = event
    self.byte = byte
    self.pointer = pointer
    self.elapsed = elapsed
  }
}
