import Wire

extension RequirementID {
  static let respStopDetails: Self = "resp-stop-details"
  static let stopPauseTurnServerTools: Self = "stop-pause-turn-server-tools"
}

/// What is said about why a reply ended, beside the reason itself.
extension MessageRules {
  mutating func judgeStopDetails() {
    guard let reason = stopReason else { return }
    if let details = message["stop_details"] {
      let isRefusal = reason == .refusal
      collector.require(
        details.isNull || isRefusal && details["type"]?.string == "refusal", for: .respStopDetails,
        reason: isRefusal ? "wrong-value" : "wrong-reason",
        isRefusal
          ? "the details of a refusal do not call themselves that"
          : "a reply that was not refused has details of why it ended",
        expected: isRefusal ? "{\"type\":\"refusal\",…} or null" : "null", actual: Excerpt.of(details),
        at: origin.place("stop_details"))
    }
    guard request.json != nil, reason == .pauseTurn else { return }
    collector.require(
      request.runsServerTools || request.continuesThread, for: .stopPauseTurnServerTools, reason: "wrong-value",
      "the turn is paused, and the request offers nothing that the server could be running",
      expected: "another stop reason", actual: "pause_turn", at: origin.place("stop_reason"))
  }
}
