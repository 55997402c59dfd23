import Testing

import Evaluation

@testable import Evidence
@testable import Planning
@testable import Running

@Suite struct EventWatchTests {
  @Test func seesTheEventOnlyWhenItIsWhole() {
    let watch = EventWatch(name: "content_block_delta")
    let first = "event: message_start\ndata: {}\n\nevent: content_blo"
    #expect(watch.length(Array(first.utf8)[...]) == nil)
    #expect(watch.length(Array("ck_delta\ndata: {}\n".utf8)[...]) == nil)
    // The body up to the blank line, not what came with it.
    #expect(watch.length(Array("\nevent: x\n".utf8)[...]) == (first + "ck_delta\ndata: {}\n\n").utf8.count)
  }
}
