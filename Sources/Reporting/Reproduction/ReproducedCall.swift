import Cases
import Wire

/// A request of a run, and what there is to sending it besides its bytes.
package struct ReproducedCall: Sendable {
  /// As sent, or as the evidence holds it (redacted).
  package var request: Request
  /// The exchange's id.
  package var exchange: String
  package var framing: BodyFraming
  /// When to close the connection on purpose.
  package var disconnect: DisconnectRule?
  /// When to give up, in seconds; nil where the response ended by itself.
  package var seconds: Int?
  /// What to print after the response, where that is what the finding is about.
  package var figures: [Figure]

  package init(
    _ request: Request, exchange: String, framing: BodyFraming = .contentLength, disconnect: DisconnectRule? = nil,
    seconds: Int? = nil, figures: [Figure] = []
  ) {
    self.request = request
    self.exchange = exchange
    self.framing = framing
    self.disconnect = disconnect
    self.seconds = seconds
    self.figures = figures
  }

  /// A fact about a transfer that its bytes do not show.
  package enum Figure: Sendable, Equatable {
    case times
    case connections

    /// For curl's `--write-out`.
    var format: String {
      switch self {
      case .times: "first byte after %{time_starttransfer} s, end after %{time_total} s"
      case .connections: "connections made for it: %{num_connects}"
      }
    }
  }
}
