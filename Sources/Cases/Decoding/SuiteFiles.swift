import Files
import SuiteArchive

/// Where the files of the suite are: in directories, or in the program itself. Files are asked for by their place in the
/// repository, such as `specs/cases`; the paths that come back are for reading and for showing.
package enum SuiteFiles: Sendable {
  /// `specs` holds `cases/` and `requirements/`, `fixtures` holds `requests/`.
  case directories(specs: String, fixtures: String)
  /// The suite that was there when the program was built.
  case builtIn

  /// Which build the program is, in words; nil when it was not made by `script/package`.
  package static var build: String? {
    let text = String(cString: suiteArchiveBuild())
    return text.isEmpty ? nil : text
  }

  /// `specs/version`; `0` when there is none.
  package func version() throws(FileError) -> String {
    guard exists("specs/version") else { return "0" }
    return String(decoding: try read(path("specs/version")), as: UTF8.self).filter { !$0.isWhitespace }
  }

  /// The digest that `SuiteLoader` gives the suite, without reading what the files say.
  package func digest() throws(FileError) -> String {
    var digest = ContentDigest()
    var paths = try list("fixtures/requests", isOptional: true) + list("specs/requirements")
    paths += try list("specs/clients", isOptional: true) + list("specs/profiles", isOptional: true)
    if exists("specs/tasks.yaml") { paths.append(path("specs/tasks.yaml")) }
    if exists("specs/editions.yaml") { paths.append(path("specs/editions.yaml")) }
    paths += try list("specs/remedies", isOptional: true)
    if exists("specs/sources.yaml") { paths.append(path("specs/sources.yaml")) }
    paths += try list("specs/cases")
    for path in paths { digest.add(name: digestName(path), try read(path)) }
    return digest.description
  }

  /// What a file is called in the digest, wherever the suite lies.
  func digestName(_ path: String) -> String {
    let specs =
      switch self {
      case .directories(let specs, _): specs
      case .builtIn: "specs"
      }
    return path.hasPrefix(specs) ? String(path.dropFirst(specs.count)) : Self.stem(path)
  }

  static func stem(_ path: String) -> String {
    let name = Files.name(of: path)
    return name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
  }

  /// The YAML files of a folder, sorted by path; none when there is no such folder and it `isOptional`.
  func list(_ folder: String, isOptional: Bool = false) throws(FileError) -> [String] {
    switch self {
    case .directories:
      let directory = path(folder)
      if isOptional, !Files.isDirectory(directory) { return [] }
      return try Files.list(directory, extension: "yaml")
    case .builtIn:
      return archived.map(\.path).filter { $0.hasPrefix("\(folder)/") && $0.hasSuffix(".yaml") }
    }
  }

  func exists(_ file: String) -> Bool {
    switch self {
    case .directories: Files.exists(path(file))
    case .builtIn: archived.contains { $0.path == file }
    }
  }

  /// The bytes at a path that `list` or `path` gave.
  func read(_ path: String) throws(FileError) -> [UInt8] {
    guard case .builtIn = self else { return try Files.read(path) }
    guard let file = archived.first(where: { $0.path == path }) else {
      throw FileError(path: path, operation: "read", reason: "the suite inside the program has no such file")
    }
    return Array(file.bytes)
  }

  /// Where a file of the repository is.
  func path(_ file: String) -> String {
    guard case .directories(let specs, let fixtures) = self else { return file }
    for (top, directory) in [("specs/", specs), ("fixtures/", fixtures)] where file.hasPrefix(top) {
      return Files.join(directory, String(file.dropFirst(top.count)))
    }
    return file
  }

  private var archived: [ArchivedFile] { ArchivedFile.all }
}

/// A file of the suite inside the program.
struct ArchivedFile: Sendable {
  var path: String
  private var start: Int
  private var count: Int

  /// Sorted by path.
  static let all: [ArchivedFile] = (0..<suiteArchiveCount()).map { ArchivedFile(suiteArchiveFiles()[$0]) }

  private init(_ file: SuiteArchiveFile) {
    path = String(cString: file.path)
    start = Int(bitPattern: file.bytes)
    count = Int(file.count)
  }

  /// They belong to the program and live as long as it does.
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: UnsafePointer(bitPattern: start), count: count)
  }
}
