/// Counts the body bytes that libcurl read from the connection against those it passed on: it drops in
/// silence what follows the announced end of a body.
struct SocketBytes {
  private(set) var read = 0
  private(set) var passedOn = 0
  /// The end of what was read last, to show what the excess looks like.
  private var tail: [UInt8] = []

  mutating func noteRead(_ bytes: UnsafeRawBufferPointer) {
    read += bytes.count
    tail = Array(bytes.suffix(64))
  }

  mutating func notePassedOn(_ count: Int) { passedOn += count }

  var excess: Int { max(read - passedOn, 0) }
  /// The first of the excess bytes as far as they are still known.
  var excessExcerpt: [UInt8] { Array(tail.suffix(excess)) }
}
