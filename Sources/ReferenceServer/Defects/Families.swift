extension Defect {
  /// One list per area of the requirements; each lives in a file of its own.
  static let families: [[Defect]] = []
}
