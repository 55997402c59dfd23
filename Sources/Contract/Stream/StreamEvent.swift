import Verdicts
import Wire

/// One event of a streamed response, read as a Messages API event.
package struct StreamEvent: Sendable, Equatable {
  /// Position in the stream, counting from 0.
  package var index: Int
  /// The name on its `event:` line; nil when there was none or an empty one.
  package var name: String?
  /// The member `type` of its data, when that is a string.
  package var type: String?
  /// Its data as JSON; nil when it is not one JSON value.
  package var json: JSON?
  /// Its data as text; nil when there was no `data:` line.
  package var data: String?
  /// Its bytes within the body.
  package var range: Range<Int>
  /// Offset of the first data byte within the body.
  package var dataOffset: Int
  /// How many `data:` lines spelled it.
  package var dataLines: Int
  /// When its last byte had arrived, in microseconds since the request began; nil when unknown.
  package var elapsed: Int?

  package init(
    index: Int, name: String?, data: String?, range: Range<Int> = 0..<0, dataOffset: Int = 0,
    dataLines: Int = 1, elapsed: Int? = nil
  ) {
    self.index = index
    self.name = name?.isEmpty == true ? nil : name
    self.data = data
    self.range = range
    self.dataOffset = dataOffset
    self.dataLines = dataLines
    self.elapsed = elapsed
    json = data.flatMap { try? JSONParser.parse($0) }
    type = json?["type"]?.string
  }

  /// What kind of event it is meant to be, as far as name or type tell; nil for an unknown one.
  ///
  /// The type inside the data counts where it is a documented one, as it does for clients.
  package var kind: StreamEventKind? {
    type.flatMap { StreamEventKind(rawValue: $0) } ?? name.flatMap { StreamEventKind(rawValue: $0) }
  }

  /// Whether it is the end marker that OpenAI streams close with.
  package var isDoneSentinel: Bool { data.map { $0.trimmed.sameBytes(as: "[DONE]") } ?? false }

  /// The place of `pointer` inside its data; of the event itself when `pointer` is nil.
  func place(_ pointer: JSONPointer? = nil) -> Place {
    var byte = range.lowerBound
    if let pointer, let data, dataLines == 1, let found = JSONParser.locate(pointer, in: data.utf8) {
      byte = dataOffset + found.lowerBound
    }
    return Place(event: index, byte: byte, pointer: pointer, elapsed: elapsed)
  }

  func place(_ tokens: String...) -> Place { place(JSONPointer(tokens)) }
}

/// The documented events.
package enum StreamEventKind: String, Sendable, CaseIterable {
  case messageStart = "message_start"
  case contentBlockStart = "content_block_start"
  case contentBlockDelta = "content_block_delta"
  case contentBlockStop = "content_block_stop"
  case messageDelta = "message_delta"
  case messageStop = "message_stop"
  case ping
  case error

  /// Whether it belongs to a content block.
  package var isContent: Bool {
    switch self {
    case .contentBlockStart, .contentBlockDelta, .contentBlockStop: true
    default: false
    }
  }
}
