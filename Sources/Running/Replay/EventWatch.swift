import Wire

/// Notices the first event of a name while the body arrives. Used by one transfer at a time, on the
/// transport's own thread.
final class EventWatch: @unchecked Sendable {
  private let name: String
  private var parser = EventStreamParser()
  private var coded: [UInt8] = []
  private var read = 0

  init(name: String) { self.name = name }

  /// How long the body was at the end of the event; nil while it has not come. Of a compressed body all that has come
  /// counts.
  func length(_ bytes: ArraySlice<UInt8>) -> Int? {
    if !coded.isEmpty || bytes.starts(with: Gzip.magic.prefix(1)) {
      coded += bytes
      guard let decoded = DecodedBody(coded, declared: [])?.bytes, decoded.count > read else { return nil }
      defer { read = decoded.count }
      return end(in: decoded[read...]) == nil ? nil : coded.count
    }
    return end(in: bytes)
  }

  private func end(in bytes: ArraySlice<UInt8>) -> Int? {
    parser.receive(bytes).firstResult { item in
      if case .event(let event) = item, event.name == self.name { event.range.upperBound } else { nil }
    }
  }
}
