/// One event of an event stream as the bytes spelled it.
package struct ServerSentEvent: Sendable, Equatable {
  /// The value of the last `event` field; nil when there was none.
  package var name: String?
  /// The `data` lines joined with a line feed; nil when there was no `data` field.
  package var data: String?
  /// How many `data` lines there were.
  package var dataLines: Int
  /// The event's bytes within the body, from its first line to the end of its blank line.
  package var range: Range<Int>
  /// Byte offset of the first data value within the body (the event's start when it has none).
  package var dataOffset: Int
  /// Whether a blank line ended it. A client discards an event that the end of the body cuts off.
  package var isTerminated: Bool
}

/// What an event stream is made of.
package enum EventStreamItem: Sendable, Equatable {
  case event(ServerSentEvent)
  /// A line that starts with a colon; clients ignore it, watchdogs count it.
  case comment(text: String, range: Range<Int>)
  case fault(EventStreamFault)
}

/// A flaw of the framing itself, which clients may or may not survive.
package struct EventStreamFault: Sendable, Equatable {
  package enum Kind: String, Sendable {
    case byteOrderMark = "byte order mark"
    case invalidUTF8 = "invalid UTF-8"
    case unknownField = "unknown field"
    case unterminatedEvent = "unterminated event"
    case oversizedLine = "oversized line"
  }
  package var kind: Kind
  /// Byte offset within the body.
  package var offset: Int
  package var detail: String
}
