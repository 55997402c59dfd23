import Cases

/// The suite that the repository carries, which is the one that `dropin` replays.
enum CommittedSuite {
  /// The root of the package.
  static let root = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()

  /// Read once: it is large.
  private static let loaded = Result {
    var loader = SuiteLoader(specs: root + "/specs", fixtures: root + "/fixtures")
    return try loader.load().suite
  }

  static func load() throws -> Suite { try loaded.get() }
}
