/// Splits an event stream into its items, byte by byte as it arrives, with the place of each.
///
/// Follows the WHATWG rules that clients follow (LF, CRLF and CR line ends, one optional space after
/// the colon, comments, `data` lines joined), except that nothing is dropped in silence.
package struct EventStreamParser: Sendable {
  /// A line longer than this is reported once and cut, so that a stream without line ends cannot
  /// fill memory.
  package let maximumLineLength: Int

  private var line: [UInt8] = []
  private var lineStart = 0
  private var offset = 0
  private var afterCarriageReturn = false
  private var isLineCut = false

  private var eventStart: Int?
  private var name: String?
  private var data: [String] = []
  private var dataOffset: Int?

  package init(maximumLineLength: Int = 4 << 20) { self.maximumLineLength = maximumLineLength }

  /// Takes the next bytes of the body and returns the items they completed.
  package mutating func receive(_ bytes: some Sequence<UInt8>) -> [EventStreamItem] {
    if let items = bytes.withContiguousStorageIfAvailable({ receive($0) }) { return items }
    return Array(bytes).withUnsafeBufferPointer { receive($0) }
  }

  private mutating func receive(_ bytes: UnsafeBufferPointer<UInt8>) -> [EventStreamItem] {
    var items: [EventStreamItem] = []
    guard let base = bytes.baseAddress else { return items }
    var index = 0
    while index < bytes.count {
      let byte = base[index]
      let follows = afterCarriageReturn
      afterCarriageReturn = false
      if byte == 0x0A, follows {
        // The line feed of a CRLF belongs to the line that ended with its carriage return.
        lineStart = offset + 1
        extendLastEvent(in: &items)
      } else if byte == 0x0A || byte == 0x0D {
        endLine(next: offset + 1, into: &items)
        afterCarriageReturn = byte == 0x0D
      } else {
        let start = index
        while index + 1 < bytes.count, base[index + 1] != 0x0A, base[index + 1] != 0x0D { index += 1 }
        extendLine(UnsafeBufferPointer(start: base + start, count: index + 1 - start), into: &items)
        offset += index - start
      }
      index += 1
      offset += 1
    }
    return items
  }

  private mutating func extendLine(_ bytes: UnsafeBufferPointer<UInt8>, into items: inout [EventStreamItem]) {
    let room = maximumLineLength - line.count
    line.append(contentsOf: bytes.prefix(room))
    if bytes.count > room, !isLineCut {
      isLineCut = true
      items.append(
        .fault(EventStreamFault(kind: .oversizedLine, offset: lineStart, detail: "over \(maximumLineLength) bytes")))
    }
  }

  /// The body has ended: reports an event that no blank line finished.
  package mutating func finish() -> [EventStreamItem] {
    var items: [EventStreamItem] = []
    if !line.isEmpty { endLine(next: offset, into: &items) }
    if let start = eventStart {
      items.append(
        .fault(EventStreamFault(kind: .unterminatedEvent, offset: start, detail: name ?? "")))
      items.append(.event(takeEvent(start: start, end: offset, isTerminated: false)))
    }
    return items
  }

  private mutating func endLine(next: Int, into items: inout [EventStreamItem]) {
    defer {
      line.removeAll(keepingCapacity: true)
      lineStart = next
      isLineCut = false
    }
    var content = line[...]
    if lineStart == 0, content.starts(with: [0xEF, 0xBB, 0xBF]) {
      items.append(.fault(EventStreamFault(kind: .byteOrderMark, offset: 0, detail: "")))
      // Kept as part of the field name: that is how clients without a BOM rule lose the event.
    }
    if let bad = content.firstInvalidUTF8 {
      items.append(
        .fault(EventStreamFault(kind: .invalidUTF8, offset: lineStart + bad, detail: "")))
    }
    if content.isEmpty {
      if let start = eventStart {
        items.append(.event(takeEvent(start: start, end: next, isTerminated: true)))
      }
      return
    }
    if content.first == 0x3A {
      items.append(
        .comment(text: String(decoding: content.dropFirst(), as: UTF8.self), range: lineStart..<next))
      return
    }
    if eventStart == nil { eventStart = lineStart }
    let colon = content.firstIndex(of: 0x3A)
    let field = String(decoding: content[..<(colon ?? content.endIndex)], as: UTF8.self)
    content = content[(colon.map { $0 + 1 } ?? content.endIndex)...]
    if content.first == 0x20 { content = content.dropFirst() }
    take(field: field, value: content, items: &items)
  }

  private mutating func take(field: String, value: ArraySlice<UInt8>, items: inout [EventStreamItem]) {
    switch field {
    case "event": name = String(decoding: value, as: UTF8.self)
    case "data":
      if data.isEmpty { dataOffset = lineStart + value.startIndex - line.startIndex }
      data.append(String(decoding: value, as: UTF8.self))
    case "id", "retry": break
    default:
      items.append(
        .fault(EventStreamFault(kind: .unknownField, offset: lineStart, detail: String(field.prefix(80)))))
    }
  }

  private mutating func takeEvent(start: Int, end: Int, isTerminated: Bool) -> ServerSentEvent {
    defer {
      eventStart = nil
      name = nil
      data = []
      dataOffset = nil
    }
    return ServerSentEvent(
      name: name, data: data.isEmpty ? nil : data.joined(separator: "\n"), dataLines: data.count,
      range: start..<end, dataOffset: dataOffset ?? start, isTerminated: isTerminated)
  }

  private func extendLastEvent(in items: inout [EventStreamItem]) {
    guard case .event(var event)? = items.last, event.range.upperBound == offset else { return }
    event.range = event.range.lowerBound..<(offset + 1)
    items[items.count - 1] = .event(event)
  }
}
