import Wire

/// Which request of a run an exchange belongs to.
public struct ExchangeKey: Sendable, Hashable {
  /// The first case that asked for it; others with an identical request share the answer.
  public var address: String
  public var step: String
  /// From 1.
  public var trial: Int
  /// From 1; above 1 only for parallel copies.
  public var copy: Int

  public init(address: String, step: String, trial: Int = 1, copy: Int = 1) {
    self.address = address
    self.step = step
    self.trial = trial
    self.copy = copy
  }
}

extension ExchangeKey {
  var json: JSON {
    ["case": .string(address), "step": .string(step), "trial": JSON(trial), "copy": JSON(copy)]
  }

  init?(json: JSON?) {
    guard let address = json?["case"]?.string, let step = json?["step"]?.string, let trial = json?["trial"]?.int,
      let copy = json?["copy"]?.int
    else { return nil }
    self.init(address: address, step: step, trial: trial, copy: copy)
  }
}
