import Wire

/// Notices the first event of a name while the body arrives. Used by one transfer at a time, on the
/// transport's own thread.
final class EventWatch: @unchecked Sendable {
  private let name: String
  private var parser = EventStreamParser()
  private var coded: [UInt8] = []
  private var read = 0
  /// How much has to have come before it is decoded anew: each time an eighth more, so that the work grows with the body.
  private var next = 0
  /// Events that are waited for come early.
  private static let mostDecoded = 1 << 20

  init(name: String) { self.name = name }

  /// How long the body was at the end of the event; nil while it has not come. Of a compressed body all that has come
  /// counts.
  func length(_ bytes: ArraySlice<UInt8>) -> Int? {
    if !coded.isEmpty || bytes.starts(with: Gzip.magic.prefix(1)) {
      coded += bytes
      guard coded.count >= next, read < Self.mostDecoded else { return nil }
      next = coded.count + max(1, coded.count / 8)
      let body = DecodedBody(coded, declared: [], limit: Self.mostDecoded)
      guard let decoded = body?.bytes, decoded.count > read else { return nil }
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
