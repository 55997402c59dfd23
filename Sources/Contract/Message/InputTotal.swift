import Wire

/// All input tokens of a request: those read afresh, written to the cache and read from it.
///
/// Nil when `input_tokens` is no count or a cache count is neither count nor null, or when the sum does not fit.
public func inputTotal(_ usage: JSON) -> Int? {
  guard var total = usage["input_tokens"]?.int, total >= 0 else { return nil }
  for key in ["cache_creation_input_tokens", "cache_read_input_tokens"] {
    guard let value = usage[key], !value.isNull else { continue }
    guard let count = value.int, count >= 0 else { return nil }
    let (sum, overflow) = total.addingReportingOverflow(count)
    if overflow { return nil }
    total = sum
  }
  return total
}
