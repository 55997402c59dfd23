import Files
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Compares output with a file under `Goldens`. `DROPIN_RECORD=1` writes the file instead, and the test
/// fails all the same, so that nothing passes that was never compared.
func expectGolden(_ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let path = goldenFolder + name
  if getenv("DROPIN_RECORD").map({ String(cString: $0) }) == "1" {
    do { try Files.write(bytes, to: path) } catch { Issue.record(error, sourceLocation: sourceLocation) }
    Issue.record(
      "recorded \(name); look at the difference, then run without DROPIN_RECORD",
      sourceLocation: sourceLocation)
    return
  }
  guard let golden = try? Files.read(path) else {
    Issue.record("no golden \(name); run with DROPIN_RECORD=1 to record it", sourceLocation: sourceLocation)
    return
  }
  guard golden != bytes else { return }
  let place = zip(golden, bytes).prefix { $0 == $1 }.count
  let line = golden.prefix(place).count { $0 == UInt8(ascii: "\n") } + 1
  func around(_ bytes: [UInt8]) -> String {
    String(decoding: bytes[max(0, place - 60)..<min(bytes.count, place + 60)], as: UTF8.self)
  }
  Issue.record(
    """
    \(name) differs from line \(line) on
    golden: \(around(golden))
    output: \(around(bytes))
    """, sourceLocation: sourceLocation)
}

private let goldenFolder: String = {
  let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
  return parts.joined(separator: "/") + "/Goldens/"
}()
