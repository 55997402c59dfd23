import Wire

extension RequirementID {
  static let sseBlockStartBeforeDelta: Self = "sse-block-start-before-delta"
  static let sseIndexFromZero: Self = "sse-index-from-zero"
  static let sseIndexContiguous: Self = "sse-index-contiguous"
  static let sseIndexInt: Self = "sse-index-int"
  static let sseBlocksSequential: Self = "sse-blocks-sequential"
  static let sseEveryBlockClosed: Self = "sse-every-block-closed"
  static let sseNoDeltaAfterStop: Self = "sse-no-delta-after-stop"
}

extension StreamGrammar {
  /// The block index an event names; nil when it names none that is an integer.
  private mutating func declaredIndex(_ event: StreamEvent) -> Int? {
    guard event.json?.object != nil else { return nil }
    let value = event.json?["index"]
    collector.observe(.sseIndexInt)
    guard case .number(let number)? = value, number.isInteger else {
      collector.fail(
        .sseIndexInt, reason: value == nil ? "missing-field" : "wrong-type",
        "the index of a content block event is not an integer", expected: "an integer",
        actual: Excerpt.of(value),
        at: value == nil ? event.place() : event.place("index"))
      return nil
    }
    return number.int ?? (number.lexeme.utf8.first == UInt8(ascii: "-") ? Int.min : Int.max)
  }

  /// The block that an event without a usable index most likely means.
  private var currentBlock: Int? { blocks.indices.last.flatMap { blocks[$0].isOpen ? $0 : nil } }

  /// `content_block_start`: the next free index, after the block before it was closed.
  mutating func openBlock(_ event: StreamEvent) {
    let declared = declaredIndex(event)
    let index = declared ?? nextIndex
    let isExpected = declared == nil || judgeIndex(index, event)
    if openedBlocks > 0 {
      collector.observe(.sseBlocksSequential)
      if let current = currentBlock, blocks[current].index != index { blocks[current].overlap = event }
    }
    // A block that had begun under this index already has had a part of its events before this one.
    let known = latest[index]
    let isLate = known.map { blocks[$0].isPhantom || blocks[$0].isOpen } ?? false
    let mayBeClosed = known.map { blocks[$0].isPhantom && !blocks[$0].isOpen } ?? false
    if let known, blocks[known].isOpen {
      blocks[known].isOpen = false
      blocks[known].isReplaced = true
      openBlocks -= 1
    }
    nextIndex = index &+ 1
    latest[index] = blocks.count
    openBlocks += 1
    openedBlocks += 1
    collector.observe(.sseEveryBlockClosed)
    let type = event.json?["content_block"]?["type"]?.string
    blocks.append(
      ContentBlockRecord(
        index: index, kind: type.map { ContentBlockRecord.Kind(type: $0) } ?? .unknown, event: event,
        hasDoubtfulIndex: !isExpected, isClosedByGuess: mayBeClosed, hasLostContent: isLate))
    judgeBlockStart(event)
  }

  private mutating func judgeIndex(_ index: Int, _ event: StreamEvent) -> Bool {
    if blocks.isEmpty {
      return collector.require(
        index == 0, for: .sseIndexFromZero, reason: "wrong-value", "the first content block does not have index 0",
        expected: "0", actual: String(index), at: event.place("index"))
    }
    var expected = nextIndex
    // Blocks that were only referred to took their indices too; their absence has been reported.
    for _ in 0..<64 {
      guard expected != index, let known = latest[expected], blocks[known].isPhantom else { break }
      expected &+= 1
    }
    if openedBlocks > 0 { collector.observe(.sseIndexContiguous) }
    if index == expected { return true }
    let isReuse = latest[index] != nil
    collector.fail(
      .sseIndexContiguous, reason: isReuse ? "index-reuse" : "index-gap",
      isReuse
        ? "a content block has an index that was used before"
        : "a content block does not have the next free index",
      expected: String(expected), actual: String(index), at: event.place("index"))
    return false
  }

  /// The block that an event with this index belongs to.
  ///
  /// When no block has it, but the block just opened had an index it should not have had, that one is
  /// meant: one wrong number is one defect.
  private mutating func block(at declared: Int?) -> Int? {
    guard let declared else { return currentBlock }
    if let known = latest[declared] { return known }
    guard let current = currentBlock, blocks[current].hasDoubtfulIndex, blocks[current].deltas == 0
    else { return nil }
    latest[declared] = current
    nextIndex = declared &+ 1
    return current
  }

  /// `content_block_delta`: for a block that is open.
  mutating func extendBlock(_ event: StreamEvent) {
    let declared = declaredIndex(event)
    collector.observe(.sseBlockStartBeforeDelta)
    guard let block = block(at: declared) else {
      reportMissingStart(event, index: declared, isOpen: true)
      return
    }
    guard blocks[block].isOpen else {
      blocks[block].hasLostContent = true
      if blocks[block].isPhantom || blocks[block].isClosedByGuess { return }
      collector.fail(
        .sseNoDeltaAfterStop, reason: "delta-after-stop", "a delta extends a content block that was closed",
        expected: "no further delta for index \(blocks[block].index)", actual: event.data ?? "",
        at: event.place("index"))
      loseContentOfCurrent()
      return
    }
    judgeDelta(event, block)
  }

  /// `content_block_stop`: once for each block that was opened.
  mutating func closeBlock(_ event: StreamEvent) {
    let declared = declaredIndex(event)
    guard let block = block(at: declared) else {
      reportMissingStart(event, index: declared, isOpen: false)
      return
    }
    collector.observe(.sseNoDeltaAfterStop)
    guard blocks[block].isOpen else {
      if blocks[block].isPhantom { return }
      if blocks[block].isClosedByGuess {
        blocks[block].isClosedByGuess = false
        return
      }
      collector.fail(
        .sseNoDeltaAfterStop, reason: "second-stop", "a content block is closed a second time",
        expected: "one content_block_stop for index \(blocks[block].index)", actual: event.data ?? "",
        at: event.place("index"))
      closeCurrentByGuess()
      return
    }
    blocks[block].isOpen = false
    blocks[block].isClosed = true
    openBlocks -= 1
    if let overlap = blocks[block].overlap {
      collector.fail(
        .sseBlocksSequential, reason: "out-of-order", "a content block starts before the previous one was stopped",
        expected: "content_block_stop for index \(blocks[block].index)", actual: overlap.data ?? "",
        at: overlap.place())
    }
  }

  /// Reports a block that nothing opened once, and remembers it.
  private mutating func reportMissingStart(_ event: StreamEvent, index: Int?, isOpen: Bool) {
    // An event whose data or index could not be read has been reported for that.
    guard let index else { return }
    collector.fail(
      .sseBlockStartBeforeDelta, reason: isOpen ? "delta-without-start" : "stop-without-start",
      "an event refers to content block \(index), which was never opened",
      expected: "content_block_start with index \(index) before it", actual: event.data ?? "",
      at: event.place("index"))
    if isOpen { loseContentOfCurrent() } else { closeCurrentByGuess() }
    var phantom = ContentBlockRecord(index: index, kind: .unknown, event: event)
    phantom.isPhantom = true
    phantom.isOpen = isOpen
    latest[index] = blocks.count
    blocks.append(phantom)
    if isOpen { openBlocks += 1 }
  }

  /// A delta with a wrong index may have been meant for the open block.
  private mutating func loseContentOfCurrent() {
    guard let current = currentBlock else { return }
    blocks[current].hasLostContent = true
  }

  /// A stop with a wrong index was most likely meant for the open block.
  private mutating func closeCurrentByGuess() {
    guard let current = currentBlock, !blocks[current].isPhantom else { return }
    blocks[current].isOpen = false
    blocks[current].isClosedByGuess = true
    openBlocks -= 1
  }
}
