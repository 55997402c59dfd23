/// A fact about the target that decides whether a case applies, e.g. `auth: required`.
package struct Condition: Sendable, Equatable {
  package var fact: Fact
  /// Any of these values will do.
  package var values: [String]

  /// What can be declared or probed about a target, with the values it can have.
  package enum Fact: String, Sendable, CaseIterable {
    /// Whether credentials are demanded (`required`), checked when sent (`optional`) or not looked at.
    case auth
    /// Whether a valid token was given to the run.
    case token
    case countTokens = "count_tokens"
    case models
    case vision
    case thinking
    case tools
    case structured
    /// Whether the model obeys the prompts of the reference server, e.g. to fail in mid-stream.
    case scripted
    /// Whether output costs nothing, because the reference server writes it: here, or behind a gateway.
    case longOutput = "long_output"
    /// Whether requests go over an HTTP/1.1 connection; a server in the same process is asked without one.
    case http

    package var values: [String] {
      switch self {
      case .auth: AuthMode.allCases.map(\.rawValue)
      case .token: ["given", "absent"]
      default: ["supported", "unsupported", "disabled"]
      }
    }
  }
}

/// How a server treats credentials.
package enum AuthMode: String, Sendable, CaseIterable {
  /// It demands them.
  case required
  /// It checks them when they are sent.
  case optional
  /// It does not look at them.
  case off
}

/// What is known about a target. A fact without a value is unknown, and unknown never excludes a case.
package struct TargetFacts: Sendable, Equatable {
  package private(set) var values: [Condition.Fact: String]
  package init(_ values: [Condition.Fact: String] = [:]) { self.values = values }

  package subscript(fact: Condition.Fact) -> String? {
    get { values[fact] }
    set { values[fact] = newValue }
  }

  package var auth: AuthMode? {
    get { values[.auth].flatMap(AuthMode.init(rawValue:)) }
    set { values[.auth] = newValue?.rawValue }
  }

  /// Whether a valid token was given to the run; nil when nobody says.
  package var hasToken: Bool? {
    get { values[.token].map { $0 == "given" } }
    set { values[.token] = newValue.map { $0 ? "given" : "absent" } }
  }

  /// The first condition that is known not to hold, or nil.
  package func firstUnmet(of conditions: [Condition]) -> Condition? {
    conditions.first { condition in
      values[condition.fact].map { !condition.values.contains($0) } ?? false
    }
  }

  /// Facts by name, sorted, for reports.
  package var sorted: [(name: String, value: String)] {
    values.map { ($0.key.rawValue, $0.value) }.sorted { $0.0 < $1.0 }
  }
}
