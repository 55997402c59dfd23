import Cases
import Planning
import Reporting
import Transport

/// What a run asks, how long it waits, and what it keeps. The defaults ask everything and keep nothing.
public struct RunOptions: Sendable {
  /// A valid token; nil: the server is asked without one.
  public var token: Token?
  /// How the server treats credentials; nil: the run finds out.
  public var authentication: Authentication?
  /// Globs (`*` and `?`) over case ids and addresses; empty: all cases.
  public var cases: [String] = []
  /// Areas of the suite, such as `tools`; empty: all.
  public var areas: [String] = []
  /// Ids of requirements; only cases that check one of them run. Empty: all.
  public var requirements: [String] = []
  /// Only cases that check something of this level or above.
  public var level = RequirementLevel.may
  /// A named part of the suite: `quick` checks every MUST, `smoke` the most important ones.
  public var profile: String?
  /// Cases under way at the same time. The verdicts do not depend on it.
  public var parallelCases = 1
  public var limits = TimeLimits()
  /// The level from which on a violation fails the run; see `CompatibilityReport.passes`.
  public var gate = RequirementLevel.must
  /// The path of a list of known failures; see `docs/expectations.md`.
  public var expectedFailures: String?
  /// A directory for every exchange of the run, without the token; nil: nothing is written.
  public var evidenceDirectory: String?
  /// What the server is, for reports.
  public var serverName: String?
  public var serverVersion: String?

  public init() {}

  /// A token and the header that carries it.
  public struct Token: Sendable {
    let value: String
    let row: AuthRow

    /// `Authorization: Bearer …`
    public static func bearer(_ value: String) -> Token { Token(value: value, row: .bearer) }
    /// `x-api-key: …`
    public static func apiKey(_ value: String) -> Token { Token(value: value, row: .apiKey) }

    var isSendable: Bool { !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } }
  }

  /// How a server treats credentials.
  public enum Authentication: String, Sendable, CaseIterable {
    /// No request is answered without a valid token.
    case required
    /// None is needed, and a wrong one is refused.
    case optional
    /// Credentials are not looked at.
    case off

    var mode: AuthMode {
      switch self {
      case .required: .required
      case .optional: .optional
      case .off: .off
      }
    }
  }

  /// Time limits in seconds.
  public struct TimeLimits: Sendable {
    /// Until a connection stands.
    public var connect = 5.0
    /// Until a response begins.
    public var firstByte = 120.0
    /// Silence within a response.
    public var idle = 60.0
    /// A whole exchange.
    public var total = 600.0

    public init() {}

    var transfer: TransferLimits {
      func milliseconds(_ seconds: Double) -> Int { max(1, Int(min(max(seconds, 0), 86_400) * 1000)) }
      var limits = TransferLimits.ofSuite
      limits.connect = milliseconds(connect)
      limits.firstByte = milliseconds(firstByte)
      limits.idle = milliseconds(idle)
      limits.total = milliseconds(total)
      return limits
    }
  }
}

extension TransferLimits {
  /// No reply to a request of the suite is anywhere near this long; more is an attack on our memory.
  package static var ofSuite: TransferLimits {
    var limits = TransferLimits()
    limits.maximumBodyBytes = 1 << 20
    return limits
  }
}

extension RunOptions {
  func selection(in suite: Suite) throws -> Selection {
    if let profile, suite.profile(profile) == nil {
      throw DropinError(
        "unknown profile '\(profile)'; the suite has \(suite.profiles.map(\.name).joined(separator: ", "))")
    }
    return Selection(
      cases: cases, areas: areas, requirements: requirements, level: level.level, profile: profile)
  }

  func expectations() throws -> ExpectationOverlay? {
    guard let expectedFailures else { return nil }
    let read: ExpectationReader.Result
    do { read = try ExpectationReader.read(expectedFailures) } catch { throw DropinError("\(error)") }
    guard read.diagnostics.isEmpty else {
      throw DropinError(read.diagnostics.map { $0.rendered(source: read.source) }.joined(separator: "\n"))
    }
    guard let today = CalendarDate(ofTime: SystemClock.now) else { throw DropinError("the clock shows no date") }
    return ExpectationOverlay(list: read.list, today: today)
  }
}
