import Evidence

extension ExchangeKey {
  /// Names the answer to the combined request of the same step.
  var ofCombined: ExchangeKey {
    var key = self
    key.request = .combined
    return key
  }
}
