import Cases

/// The tool itself, as reports name it.
enum Tool {
  static let version = ToolVersion.current
}
