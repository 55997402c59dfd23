import Files

/// A folder that goes away with the test that made it.
final class TemporaryFolder {
  let path: String

  init() throws { path = try Files.temporaryDirectory(prefix: "files-tests-") }

  deinit { try? Files.remove(path) }

  func callAsFunction(_ name: String) -> String { Files.join(path, name) }

  func write(_ text: String, _ name: String) throws {
    let file = self(name)
    try Files.makeDirectories(Files.directory(of: file))
    try Files.write(Array(text.utf8), to: file)
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Files.read(self(name)), as: UTF8.self)
  }
}
