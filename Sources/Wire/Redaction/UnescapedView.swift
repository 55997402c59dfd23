/// Bytes with every common escape undone, and where each came from.
///
/// Escapes of all kinds are undone at once and wherever they stand: percent-encoding, JSON and JavaScript
/// escapes, HTML character references, octal escapes and empty comments. A view of a view undoes a second
/// layer, e.g. JSON text inside a JSON string.
struct UnescapedView {
  private(set) var bytes: [UInt8] = []
  /// The range of original bytes that each byte stands for.
  private(set) var starts: [Int32] = []
  private(set) var ends: [Int32] = []
  /// Whether any escape was met; if not, the view shows nothing new.
  private(set) var changed = false

  init(of text: UnsafeBufferPointer<UInt8>) {
    read(text) { ($0, $1) }
  }

  init(of view: UnescapedView) {
    view.bytes.withUnsafeBufferPointer { text in
      read(text) { (Int(view.starts[$0]), Int(view.ends[$1 - 1])) }
    }
  }

  private mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, _ origin: (_ start: Int, _ end: Int) -> (Int, Int)
  ) {
    guard text.contains(where: Escape.canBegin) else { return }
    bytes.reserveCapacity(text.count)
    starts.reserveCapacity(text.count)
    ends.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      let escape = Escape.canBegin(text[position]) ? Escape(at: position, in: text) : nil
      changed = changed || escape != nil
      let length = escape?.length ?? 1
      let (start, end) = origin(position, position + length)
      func add(_ byte: UInt8, _ view: inout UnescapedView) {
        view.bytes.append(byte)
        view.starts.append(Int32(truncatingIfNeeded: start))
        view.ends.append(Int32(truncatingIfNeeded: end))
      }
      switch escape?.value {
      case .byte(let byte): add(byte, &self)
      case .scalar(let scalar): for byte in UTF8.encode(scalar) ?? .init() { add(byte, &self) }
      case .nothing: break
      case nil: add(text[position], &self)
      }
      position += length
    }
  }
}
