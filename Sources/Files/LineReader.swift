#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a file line by line with bounded memory, or bytes that are in memory already.
///
///     let reader = try LineReader(path, limit: 1 << 20)
///     while let line = try reader.next() { … }
///
/// Not a `Sequence`: an iterator cannot throw, and a read error must not look like the end.
package final class LineReader {
  package struct Line: Sendable, Equatable {
    /// The line without its newline.
    package var bytes: [UInt8]
    /// Counted from 1.
    package var number: Int
    /// False for a last line without a newline: its writer was cut off.
    package var isComplete: Bool
  }

  package let path: String
  /// The most bytes a line may have, newline not counted.
  package let limit: Int
  private var descriptor: Int32
  private var buffer: [UInt8] = []
  /// Where in `buffer` the next line starts.
  private var position = 0
  private var number = 0
  private var isAtEnd = false

  package init(_ path: String, limit: Int = 16 << 20) throws(FileError) {
    self.path = path
    self.limit = limit
    descriptor = try Files.openRegular(path).descriptor
  }

  /// Reads what is in memory already; `name` is what messages call it.
  package init(_ bytes: [UInt8], name: String, limit: Int = 16 << 20) {
    path = name
    self.limit = limit
    descriptor = -1
    buffer = bytes
    isAtEnd = true
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The next line, or nil at the end. Throws on a read error and on a line over the limit; the
  /// reader is of no use after that.
  package func next() throws(FileError) -> Line? {
    var searched = position
    while true {
      if let newline = buffer[searched...].firstIndex(of: 0x0A) {
        return try line(upTo: newline, isComplete: true)
      }
      searched = buffer.count
      if searched - position > limit { throw tooLong() }
      if isAtEnd { return position < buffer.count ? try line(upTo: buffer.count, isComplete: false) : nil }
      // Drop what was handed out before reading on, so that the buffer holds one line and a chunk.
      buffer.removeSubrange(..<position)
      searched -= position
      position = 0
      let (chunk, code) = POSIX.readChunk(descriptor, 64 << 10)
      guard code == 0 else { throw FileError("read", path, errno: code) }
      isAtEnd = chunk.isEmpty
      buffer += chunk
    }
  }

  private func line(upTo end: Int, isComplete: Bool) throws(FileError) -> Line {
    guard end - position <= limit else { throw tooLong() }
    number += 1
    let line = Line(bytes: Array(buffer[position..<end]), number: number, isComplete: isComplete)
    position = isComplete ? end + 1 : end
    return line
  }

  private func tooLong() -> FileError {
    let reason = "line \(number + 1) is longer than the limit of \(limit) bytes"
    return FileError(path: path, operation: "read", reason: reason)
  }
}
