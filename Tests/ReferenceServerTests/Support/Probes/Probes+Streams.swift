import ReferenceServer
import Wire

/// Streams.
extension Probes {
  static let streams: [Probe] = {
    func stream(_ name: String, _ text: String = "hi", _ changes: JSON = [:]) -> Probe {
      post(name, with(with(minimal(changes), "stream", true), "messages", user(text)))
    }
    return [
      stream("stream"), stream("stream limit", "hi", ["max_tokens": 1]),
      stream("stream stop", "hi", ["stop_sequences": ["scripted reply"]]),
      stream("stream emoji", "Repeat exactly: \u{65E5}\u{672C}\u{8A9E} \u{1F600}"),
      stream("stream empty", "hi", ["stop_sequences": ["This"]]),
      stream(
        "stream thinking",
        "hi", ["thinking": ["type": "enabled", "budget_tokens": 1024], "max_tokens": 2048]),
      stream("stream omitted", "hi", ["thinking": ["type": "adaptive", "display": "omitted"]]),
      stream("stream redacted", "Redact your thinking", ["thinking": ["type": "adaptive"]]),
      stream("stream long tool", "hi"), post("stream bad", minimal(["stream": true, "max_tokens": -1])),
    ]
  }()
}
