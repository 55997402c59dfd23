/// The tool itself, as reports name it.
enum Tool {
  static let version = "0.1.0"
}
