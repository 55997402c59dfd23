import Files
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Compares `text` with the file `Goldens/<name>.txt`, byte by byte.
///
/// `DROPIN_RECORD=1` writes the file instead. The test fails then too, so that a run which
/// compares nothing is never green.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let path = Files.join(Files.directory(of: #filePath), "Goldens/\(name).txt")
  if getenv("DROPIN_RECORD").map({ String(cString: $0) }) == "1" {
    try Files.write(Array(text.utf8), to: path)
    Issue.record("recorded \(name); run again without DROPIN_RECORD", sourceLocation: sourceLocation)
    return
  }
  let expected = String(decoding: try Files.read(path), as: UTF8.self)
  guard !text.utf8.elementsEqual(expected.utf8) else { return }
  let got = text.split(separator: "\n", omittingEmptySubsequences: false)
  let want = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let line = zip(got, want).prefix { $0.0.utf8.elementsEqual($0.1.utf8) }.count
  let shownGot = line < got.count ? "\(got[line])" : "(the end)"
  let shownWant = line < want.count ? "\(want[line])" : "(the end)"
  Issue.record(
    "\(name) differs in line \(line + 1)\n  got:      \(shownGot)\n  expected: \(shownWant)",
    sourceLocation: sourceLocation)
}
