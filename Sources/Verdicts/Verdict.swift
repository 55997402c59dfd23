/// What a check came to, with everything that belongs to it.
package enum Verdict: Sendable, Equatable {
  case pass
  case fail(Violation)
  /// Declared or seen to be absent, and refused properly: the accepted behaviour by its name in the case.
  case unsupported(Reason)
  /// Refused at first, and the client that speaks here goes on without what it wanted.
  case recovered(Recovery)
  case notApplicable(NotApplicable)
  case inconclusive(Inconclusive)
  case notRun(NotRun)

  package var kind: VerdictKind {
    switch self {
    case .pass: .pass
    case .fail: .fail
    case .unsupported: .unsupported
    case .recovered: .recovered
    case .notApplicable: .notApplicable
    case .inconclusive: .inconclusive
    case .notRun: .notRun
    }
  }

  /// The static code that says why; nil for a pass.
  package var code: String? {
    switch self {
    case .pass: nil
    case .fail(let violation): violation.reason.code
    case .unsupported(let reason): reason.code
    case .recovered: Recovery.code
    case .notApplicable(let why): why.code
    case .inconclusive(let doubt): doubt.code
    case .notRun(let why): why.code
    }
  }

  package var violation: Violation? {
    if case .fail(let violation) = self { violation } else { nil }
  }

  /// What was seen to be wrong, also where it decides nothing.
  package var seen: Violation? {
    switch self {
    case .fail(let violation), .inconclusive(.despite(let violation, _)): violation
    case .pass, .unsupported, .recovered, .notApplicable, .inconclusive, .notRun: nil
    }
  }

  /// Whether the server did what it may do: it answered as wanted, or said properly that it does not.
  package var isHeld: Bool {
    switch self {
    case .pass, .unsupported, .recovered: true
    case .fail, .notApplicable, .inconclusive, .notRun: false
    }
  }
}

/// What a client did about refusals until it was served.
package struct Recovery: Sendable, Equatable {
  /// In the words of the client's profile, in the order in which it did them.
  package var actions: [String]

  /// How many requests it cost beyond the one that was meant to do.
  package var extraRequests: Int { actions.count }

  package init(actions: [String]) { self.actions = actions }

  package static let code = "accepted-after-fallback"
}
