import Testing
import Wire

@testable import Transport

@Suite struct ChunkDecoderTests {
  struct Decoded: Equatable {
    var body = ""
    var isComplete = false
    var used = 0
    var trailers: [HeaderField] = []
    var faults: [FramingViolation.Kind] = []
    var failure: String?
  }

  /// Decodes `pieces` one after the other.
  func decode(_ pieces: [ArraySlice<UInt8>], maximumTrailerBytes: Int = 1000) -> Decoded {
    var decoder = ChunkDecoder(maximumTrailerBytes: maximumTrailerBytes)
    var body: [UInt8] = []
    var result = Decoded()
    do throws(ChunkDecoder.Failure) {
      for piece in pieces {
        // `withUnsafeBytes` has no typed throws of its own.
        let outcome = piece.withUnsafeBytes { bytes in
          Result { () throws(ChunkDecoder.Failure) in try decoder.receive(bytes, into: &body) }
        }
        result.used += try outcome.get()
      }
    } catch {
      result.failure = error.detail
    }
    result.body = String(decoding: body, as: UTF8.self)
    result.isComplete = decoder.isComplete
    result.trailers = decoder.trailers
    result.faults = decoder.faults.map(\.kind)
    return result
  }

  func decode(_ text: String) -> Decoded { decode([Array(text.utf8)[...]]) }

  @Test func joinsTheDataOfAllChunks() {
    let text = "4\r\nWiki\r\n5\r\npedia\r\nE\r\n in\r\n\r\nchunks.\r\n0\r\n\r\n"
    let decoded = decode(text)
    #expect(decoded.body == "Wikipedia in\r\n\r\nchunks.")
    #expect(decoded.isComplete && decoded.failure == nil && decoded.faults == [])
    #expect(decoded.used == text.utf8.count)
  }

  @Test func givesTheSameHoweverTheBytesAreCut() {
    let bytes = Array("a;x=\"1\"\r\n0123456789\r\n1\r\n\n\r\n0\r\nX: 1\r\nY: 2\r\n\r\nmore".utf8)
    let whole = decode([bytes[...]])
    #expect(whole.body == "0123456789\n" && whole.isComplete && whole.used == bytes.count - 4)
    for first in 0...bytes.count {
      for second in first...bytes.count {
        #expect(decode([bytes[..<first], bytes[first..<second], bytes[second...]]) == whole)
      }
    }
    #expect(decode(bytes.indices.map { bytes[$0...$0] }) == whole)
  }

  @Test(arguments: ["5", "05", "0000000000000005", "5;a", "5;a=b;c=\"d e\"", "5 ;a=b", "5\t;a"])
  func acceptsSizesAndExtensions(size: String) {
    let decoded = decode("\(size)\r\nhello\r\n0\r\n\r\n")
    #expect(decoded.body == "hello" && decoded.isComplete && decoded.failure == nil && decoded.faults == [])
  }

  @Test(arguments: ["A", "a", "0a", "0A"])
  func readsHexInBothCases(size: String) {
    #expect(decode("\(size)\r\n0123456789\r\n0\r\n\r\n").isComplete)
  }

  @Test(arguments: [
    "", " 5", "+5", "-5", "0x5", "5 5", "5x", "x", "5 ", ";a=b", "\r", "ffffffffffffffff",
    "10000000000000000",
  ])
  func refusesWhatIsNoSize(size: String) {
    let decoded = decode("\(size)\r\nhello\r\n0\r\n\r\n")
    #expect(decoded.failure?.contains("chunk size") == true)
    #expect(decoded.body == "" && !decoded.isComplete)
  }

  @Test func takesTheLargestSizeThatFits() {
    #expect(decode("7fffffffffffffff\r\nx").failure == nil)
  }

  @Test(arguments: ["5\r\nhelloX", "5\r\nhello!\r\n", "5\r\nhello\rX", "5\r\nhello0\r\n\r\n"])
  func refusesDataThatIsLongerThanItsSize(text: String) {
    let decoded = decode(text)
    #expect(decoded.failure?.contains("CRLF") == true)
    #expect(decoded.body == "hello")
  }

  @Test(arguments: [
    "5\nhello\r\n0\r\n\r\n", "5\r\nhello\n0\r\n\r\n", "5\r\nhello\r\n0\n\r\n", "5\r\nhello\r\n0\r\n\n",
  ])
  func forgivesBareLineFeedsButTellsOfThem(text: String) {
    let decoded = decode(text)
    #expect(decoded.faults == [.bareLineFeed])
    #expect(decoded.body == "hello" && decoded.isComplete && decoded.failure == nil)
  }

  @Test func tellsATruncatedCodingFromACompleteOne() {
    let bytes = Array("5\r\nhello\r\n0\r\nX: 1\r\n\r\n".utf8)
    for count in bytes.indices {
      let decoded = decode([bytes[..<count]])
      #expect(!decoded.isComplete && decoded.failure == nil && decoded.used == count)
    }
    #expect(decode([bytes[...]]).isComplete)
  }

  @Test func keepsTrailersInOrder() {
    let decoded = decode("0\r\nB:1\r\na: 2 \r\nB: 3\r\n\r\n")
    #expect(decoded.trailers == [HeaderField("B", "1"), HeaderField("a", "2"), HeaderField("B", "3")])
  }

  @Test func boundsTheSizeLineAndTheTrailers() {
    let long = String(repeating: "x", count: ChunkDecoder.maximumSizeLine)
    #expect(decode("5;" + long).failure?.contains("longer than 4096") == true)
    #expect(decode("5;" + long.dropLast(10) + "\r\nhello").failure == nil)
    let trailers = Array("0\r\nX: 12345\r\n\r\n".utf8)
    #expect(decode([trailers[...]], maximumTrailerBytes: 12).isComplete)
    #expect(decode([trailers[...]], maximumTrailerBytes: 8).failure?.contains("trailer") == true)
  }
}
