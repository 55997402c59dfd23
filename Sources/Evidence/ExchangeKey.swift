import Wire

/// Which request of a run an exchange belongs to.
package struct ExchangeKey: Sendable, Hashable {
  /// The first case that asked for it; others with an identical request share the answer.
  package var address: String
  package var step: String
  /// Which of the requests that a step can send.
  package var request = StepRequest.own
  /// How often the same request was sent before, because the server had too much to do or failed for the moment.
  package var repetition = 0
  /// From 1.
  package var trial: Int
  /// From 1; above 1 only for parallel copies.
  package var copy: Int

  package init(address: String, step: String, trial: Int = 1, copy: Int = 1) {
    self.address = address
    self.step = step
    self.trial = trial
    self.copy = copy
  }
}

/// The requests that one step can send.
package enum StepRequest: Sendable, Hashable {
  /// The one that the case writes down.
  case own
  /// The one that stands for several steps, sent before their own.
  case combined
  /// The step's own as its client changes it after so many refusals.
  case afterRefusals(Int)
}

extension ExchangeKey {
  var json: JSON {
    var json: JSON = ["case": .string(address), "step": .string(step), "trial": JSON(trial), "copy": JSON(copy)]
    switch request {
    case .own: break
    case .combined: json["request"] = "combined"
    case .afterRefusals(let number): json["after_refusals"] = JSON(number)
    }
    if repetition > 0 { json["repetition"] = JSON(repetition) }
    return json
  }

  init?(json: JSON?) {
    guard let address = json?["case"]?.string, let step = json?["step"]?.string, let trial = json?["trial"]?.int,
      let copy = json?["copy"]?.int
    else { return nil }
    self.init(address: address, step: step, trial: trial, copy: copy)
    if json?["request"]?.string == "combined" { request = .combined }
    if let number = json?["after_refusals"]?.int { request = .afterRefusals(number) }
    repetition = json?["repetition"]?.int ?? 0
  }
}
