import Wire

/// Notices the first event of a name while the body arrives. Used by one transfer at a time, on the
/// transport's own thread.
final class EventWatch: @unchecked Sendable {
  private let name: String
  private var parser = EventStreamParser()

  init(name: String) { self.name = name }

  func saw(_ bytes: ArraySlice<UInt8>) -> Bool {
    parser.receive(bytes).contains { if case .event(let event) = $0 { event.name == name } else { false } }
  }
}
