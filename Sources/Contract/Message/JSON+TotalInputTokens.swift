import Wire

extension JSON {
  /// Of usage: all input tokens of a request, those read afresh, written to the cache and read from it.
  ///
  /// Nil when `input_tokens` is not an integer or a cache count is neither integer nor null, or when
  /// the sum does not fit.
  package var totalInputTokens: Int? {
    guard var total = self["input_tokens"]?.int, total >= 0 else { return nil }
    for key in ["cache_creation_input_tokens", "cache_read_input_tokens"] {
      guard let value = self[key], !value.isNull else { continue }
      guard let count = value.int, count >= 0 else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(count)
      if overflow { return nil }
      total = sum
    }
    return total
  }
}
