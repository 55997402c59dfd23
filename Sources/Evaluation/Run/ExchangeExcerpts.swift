import Contract
import Verdicts
import Wire

/// Keeps, of the exchanges that a check found something wrong with, what a report will show. The bytes of the
/// others are forgotten as soon as they are judged.
package struct ExchangeExcerpts: Sendable {
  /// By the id of the exchange.
  package private(set) var all: [String: ExchangeExcerpt] = [:]
  private var marks: [String: Marks] = [:]
  private var size = 0

  private struct Marks: Sendable {
    var ranges: [Range<Int>] = []
    var events: Set<Int> = []
  }

  /// Bytes after which no further exchange is kept, so that a hostile server cannot fill memory.
  static let budget = 16 << 20
  /// Places of one exchange that are looked up at most.
  static let marksKept = 8

  package init() {}

  mutating func keep(_ readings: [ResponseReading], for results: [CheckResult]) {
    var places: [String: [Place]] = [:]
    for result in results {
      guard let id = result.exchange, let place = result.verdict.shownPlace else { continue }
      places[id, default: []].append(place)
    }
    guard !places.isEmpty else { return }
    for reading in readings {
      guard let found = places.removeValue(forKey: reading.exchange.id) else { continue }
      keep(reading, found)
    }
  }

  private mutating func keep(_ reading: ResponseReading, _ places: [Place]) {
    let id = reading.exchange.id
    guard size < Self.budget || all[id] != nil else { return }
    var known = marks[id] ?? Marks()
    for place in places where known.ranges.count < Self.marksKept {
      if let range = reading.range(of: place), !known.ranges.contains(range) { known.ranges.append(range) }
      if let event = place.event { known.events.insert(event) }
    }
    marks[id] = known
    let excerpt = ExchangeExcerpt(
      reading.exchange, marks: known.ranges,
      events: (reading.stream?.events ?? []).map { event in
        (event.name ?? event.type ?? "unnamed", event.elapsed ?? reading.exchange.timings.ended)
      }, markedEvents: known.events)
    size += excerpt.size - (all[id]?.size ?? 0)
    all[id] = excerpt
  }
}

extension ResponseReading {
  /// Bytes of a place that are marked at most.
  private static let longestMark = 300

  /// The bytes of the body that a place is about; empty where bytes are missing, nil when it names none.
  func range(of place: Place) -> Range<Int>? {
    guard let body = exchange.response?.body, !body.isEmpty else { return nil }
    func bounded(_ range: Range<Int>) -> Range<Int> {
      let start = min(max(0, range.lowerBound), body.count)
      return start..<min(max(start, range.upperBound), body.count, start + Self.longestMark)
    }
    if let index = place.event, let events = stream?.events, events.indices.contains(index) {
      let event = events[index]
      if let pointer = place.pointer, let data = event.data, event.dataLines == 1,
        let found = JSONParser.locate(pointer, in: data.utf8)
      {
        return bounded(event.dataOffset + found.lowerBound..<event.dataOffset + found.upperBound)
      }
      var end = event.range.upperBound
      while end > event.range.lowerBound, end <= body.count, body[end - 1] == 0x0A || body[end - 1] == 0x0D { end -= 1 }
      return bounded(event.range.lowerBound..<end)
    }
    if let pointer = place.pointer, stream == nil, let found = JSONParser.locate(pointer, in: body) {
      return bounded(found)
    }
    guard let byte = place.byte else { return nil }
    guard byte < body.count else { return body.count..<body.count }
    let line = body[max(0, byte)...].prefix { $0 != 0x0A && $0 != 0x0D }
    return bounded(byte..<max(byte + 1, line.endIndex))
  }
}

extension Verdict {
  /// The place that a reader looks for; nil when the exchange is not shown.
  fileprivate var shownPlace: Place? {
    switch self {
    case .fail, .inconclusive: seen?.place ?? Place()
    case .pass, .unsupported, .recovered, .notApplicable, .notRun: nil
    }
  }
}
