import Files

/// A directory with cases of somebody's own, beside the suite: case files anywhere in it, `requirements/` where the suite
/// has none for what they claim, and `fixtures/` with `requests/` as in the repository.
package struct AddedCases: Sendable {
  package let directory: String
  /// The only file of cases to read; nil: all of the directory.
  private let file: String?

  package init(directory: String) { (self.directory, file) = (directory, nil) }

  /// One file of cases, with what else its directory holds beside it.
  package init(file: String) { (directory, self.file) = (Files.directory(of: file), file) }

  /// Its `sources.yaml`, if it has one.
  var sources: String? {
    let path = Files.join(directory, "sources.yaml")
    return Files.exists(path) ? path : nil
  }

  var fixtures: String { Files.join(directory, "fixtures") }

  func requests() throws(FileError) -> [String] { try list("fixtures/requests") }
  func requirements() throws(FileError) -> [String] { try list("requirements") }

  func cases() throws(FileError) -> [String] {
    if let file { return [file] }
    let others = ["requirements/", "fixtures/", "sources.yaml"].map { Files.join(directory, $0) }
    return try Files.list(directory, extension: "yaml").filter { path in !others.contains { path.hasPrefix($0) } }
  }

  private func list(_ folder: String) throws(FileError) -> [String] {
    let path = Files.join(directory, folder)
    return Files.isDirectory(path) ? try Files.list(path, extension: "yaml") : []
  }
}
