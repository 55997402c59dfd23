import Wire

/// A finished generation: what both kinds of reply, JSON and stream, are made of.
struct Generated: Sendable {
  /// A block as the pieces it was generated in.
  enum Block: Sendable {
    case thinking(pieces: [String], signature: String)
    /// Thinking that only its maker can read.
    case redacted(data: String)
    case text(pieces: [String])
    /// `pieces` joined are the input's JSON text, unless the call was cut off.
    case toolUse(id: String, name: String, pieces: [String], input: JSON)
  }

  var blocks: [Block] = []
  var stopReason = "end_turn"
  var stopSequence: String?
  var outputTokens = 0
  var thinkingTokens = 0
}

/// What the model would say without limits: the script that a generation plays out.
enum Segment: Sendable {
  case thinking(String)
  case redacted(String)
  case text(String)
  case tool(name: String, input: JSON)
}
