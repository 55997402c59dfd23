import Cases

/// The tool itself, as reports name it.
package enum Tool {
  package static let version = ToolVersion.current
}
