import Contract
import Verdicts
import Wire

/// What a server may say of itself, by a rule over tasks and levels. `docs/marks.md` has the rules.
package enum Mark: String, Sendable, CaseIterable {
  case runsClaudeCode = "runs-claude-code"
  case servesSDKs = "serves-the-sdks"
  case complete

  package var title: String {
    switch self {
    case .runsClaudeCode: "runs Claude Code"
    case .servesSDKs: "serves the SDKs"
    case .complete: "complete"
    }
  }

  /// What a report says of a mark.
  package enum State: Sendable, Equatable {
    case earned
    /// With the first thing that stands in the way.
    case missed(String)
    /// With what would have to be known.
    case undecided(String)
  }
}

extension Report {
  /// Every mark with what this report says of it, in the order of `Mark`.
  package var marks: [(mark: Mark, state: Mark.State)] { Mark.allCases.map { ($0, state(of: $0)) } }

  /// Those that the server has earned, the greatest alone where it includes the others.
  package var earnedMarks: [Mark] {
    let earned = marks.filter { $0.state == .earned }.map(\.mark)
    return earned.contains(.complete) ? [.complete] : earned
  }

  package func state(of mark: Mark) -> Mark.State {
    let state: Mark.State
    switch mark {
    case .runsClaudeCode: state = tasks(of: clients.filter { $0.name == "claude-code" })
    case .servesSDKs: state = tasks(of: clients.filter { $0.name.contains("-sdk") })
    case .complete: state = levels.and(tasks(of: clients, isStrict: true))
    }
    // What is broken in a part is broken.
    guard let part = partWords else { return state }
    return .undecided(part).and(state)
  }

  /// Why a report does not speak of all of the suite; nil when it does.
  private var partWords: String? {
    if !run.complete { return "the run was not complete" }
    return run.filter != nil || run.profile != nil || run.shard != nil ? "only a part of the suite was run" : nil
  }

  /// Every core task works, and of the others none breaks.
  ///
  /// - Parameter isStrict: whether nothing may be worse either.
  private func tasks(of clients: [Client], isStrict: Bool = false) -> Mark.State {
    guard !clients.isEmpty, clients.allSatisfy({ !$0.tasks.isEmpty }) else {
      return .undecided("the report has no such client")
    }
    return clients.reduce(.earned) { state, client in
      client.tasks.reduce(state) { state, task in
        let words = "\(client.title), \(task.title): \(task.state.words)"
        return switch task.state {
        case .works, .notUsed: state
        case .breaks: state.and(.missed(words))
        case .worse: task.isCore || isStrict ? state.and(.missed(words)) : state
        case .notTested: task.isCore ? state.and(.undecided(words)) : state
        }
      }
    }
  }

  /// Every MUST and SHOULD holds. What one is about may be refused properly: what clients lose by that, their tasks say.
  /// Where a model did not cooperate, nothing can be said of a SHOULD.
  private var levels: Mark.State {
    requirements.filter { $0.gatingLevel > .may }.reduce(.earned) { state, requirement in
      let words = "\(requirement.id): \(requirement.verdict.rawValue)"
      return switch requirement.verdict {
      case .pass, .notApplicable, .unsupported: state
      case .fail, .expectedFail, .unexpectedPass, .flaky, .recovered: state.and(.missed(words))
      case .inconclusive, .notRun: requirement.gatingLevel == .must ? state.and(.undecided(words)) : state
      }
    }
  }
}

extension Mark.State {
  /// The worse of two, the first of equals.
  fileprivate func and(_ other: Mark.State) -> Mark.State {
    switch (self, other) {
    case (.missed, _): self
    case (_, .missed): other
    case (.undecided, _): self
    case (.earned, _): other
    }
  }

  package var word: String {
    switch self {
    case .earned: "earned"
    case .missed: "missed"
    case .undecided: "undecided"
    }
  }

  package var reason: String? {
    switch self {
    case .earned: nil
    case .missed(let words), .undecided(let words): words
    }
  }
}

extension Report {
  /// For `report.json`; made of the rest of the report, so it is not read back.
  var marksJSON: JSON {
    .array(
      marks.map { mark, state in
        JSON.object(members: [
          "mark": .string(mark.rawValue), "title": .string(mark.title), "state": .string(state.word),
          "reason": state.reason.map(JSON.string),
        ])
      })
  }

  /// `runs Claude Code, serves the SDKs`, or nil where no mark is earned.
  var marksWords: String? {
    earnedMarks.isEmpty ? nil : earnedMarks.map(\.title).joined(separator: ", ")
  }
}
