extension Sequence {
  /// The first result that is not nil. `transform` is called once for each element up to it: `lazy.compactMap`
  /// followed by `first` calls it again for the element that it found.
  package func firstResult<Result>(_ transform: (Element) throws -> Result?) rethrows -> Result? {
    for element in self {
      if let result = try transform(element) { return result }
    }
    return nil
  }
}
