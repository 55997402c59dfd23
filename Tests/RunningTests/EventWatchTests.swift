import Testing

@testable import Running

@Suite struct EventWatchTests {
  @Test func seesTheEventOnlyWhenItIsWhole() {
    let watch = EventWatch(name: "content_block_delta")
    #expect(!watch.saw(Array("event: message_start\ndata: {}\n\nevent: content_blo".utf8)[...]))
    #expect(!watch.saw(Array("ck_delta\ndata: {}\n".utf8)[...]))
    #expect(watch.saw(Array("\n".utf8)[...]))
  }
}
