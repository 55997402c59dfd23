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

  /// Whether an HTML reference without its semicolon stood right before another escape. That is the whole of it, or
  /// its next digit or semicolon is escaped: both are looked at.
  private(set) var hasBareReference = false

  /// Every reading of the text that undoes something.
  static func all(of text: UnsafeBufferPointer<UInt8>) -> [UnescapedView] {
    let once = UnescapedView(of: text)
    var views = [once]
    if once.hasBareReference { views.append(UnescapedView(of: text, takesBareReferences: true)) }
    for view in views where view.changed {
      let twice = UnescapedView(of: view)
      views.append(twice)
      if twice.hasBareReference { views.append(UnescapedView(of: view, takesBareReferences: true)) }
    }
    return views.filter(\.changed)
  }

  init(of text: UnsafeBufferPointer<UInt8>, takesBareReferences: Bool = false) {
    read(text, takesBareReferences) { ($0, $1) }
  }

  init(of view: UnescapedView, takesBareReferences: Bool = false) {
    view.bytes.withUnsafeBufferPointer { text in
      read(text, takesBareReferences) { (Int(view.starts[$0]), Int(view.ends[$1 - 1])) }
    }
  }

  private mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, _ takesBareReferences: Bool, _ origin: (_ start: Int, _ end: Int) -> (Int, Int)
  ) {
    guard text.contains(where: Escape.canBegin) else { return }
    bytes.reserveCapacity(text.count)
    starts.reserveCapacity(text.count)
    ends.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      var escape = Escape.canBegin(text[position]) ? Escape(at: position, in: text) : nil
      if escape?.isBareBeforeEscape == true {
        hasBareReference = true
        if !takesBareReferences { escape = nil }
      }
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
