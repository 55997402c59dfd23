import Wire

/// Notices the first event of a name while the body arrives. Used by one transfer at a time, on the
/// transport's own thread.
final class EventWatch: @unchecked Sendable {
  private let name: String
  private var parser = EventStreamParser()

  init(name: String) { self.name = name }

  /// How long the body was at the end of the event; nil while it has not come.
  func length(_ bytes: ArraySlice<UInt8>) -> Int? {
    parser.receive(bytes).firstResult { item in
      if case .event(let event) = item, event.name == self.name { event.range.upperBound } else { nil }
    }
  }
}
