import Reporting

/// What a run means for one client program.
public struct ClientVerdict: Sendable, Equatable {
  public enum State: String, Sendable, CaseIterable {
    case works
    /// Works, and something is worse than with the original.
    case limited
    case breaks
    /// Too little was checked to say.
    case unknown
  }
  /// A stable slug, e.g. `claude-code`.
  public let name: String
  /// What people call it.
  public let title: String
  public let state: State
  /// The verdict with its reason, in one sentence.
  public let sentence: String

  init(_ client: Report.Client) {
    name = client.name
    title = client.title
    sentence = client.sentence
    state =
      switch client.verdict {
      case .works: .works
      case .limited: .limited
      case .breaks: .breaks
      case .unknown: .unknown
      }
  }
}
