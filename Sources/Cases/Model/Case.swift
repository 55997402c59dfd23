/// One exchange or one short conversation, and what the server owes in it. One row of a matrix is one
/// case: rows are expanded when the suite is loaded.
package struct Case: Sendable {
  /// Unique within the suite together with `row`; never reused.
  package var id: String
  /// `stream=on,fault=role` or empty.
  package var row: String
  package var area: String
  package var title: String
  package var place: SourcePlace
  /// Facts about the target that must hold; otherwise the case is not applicable.
  package var conditions: [Condition]
  /// Address of the case whose expectations must hold before this one's failure means anything.
  package var control: String?
  /// Repetitions and how many of them must hold; more than one only for model behaviour.
  package var trials: Trials
  package var steps: [Step]
  package var relations: [Relation]
  /// Identifies what it sends and claims, wherever it stands and whatever its title is.
  package var digest: String
  /// Where the control is named, if it is.
  package var controlPlace: SourcePlace? = nil
  /// Whether it is sent when everything else of the run is done.
  package var runsLast = false
  /// All of its lines.
  var extent: SourcePlace? = nil

  /// `id[row]`, or the id alone without a matrix.
  package var address: String { row.isEmpty ? id : "\(id)[\(row)]" }

  /// The ids of the requirements that it checks, each once: those of the steps in their order, then those of relations.
  package var requirements: [String] {
    var seen = Set<String>()
    let all = steps.flatMap { $0.checks.flatMap(\.requirements) } + relations.map(\.requirement)
    return all.filter { seen.insert($0).inserted }
  }
}

/// How often a case is tried and how many tries must hold.
package struct Trials: Sendable, Equatable {
  /// 1 to 9.
  package var run: Int
  /// 1 to `run`.
  package var pass: Int
  package init(run: Int = 1, pass: Int = 1) {
    self.run = run
    self.pass = pass
  }
}

/// One request of a case with the claims about its response.
package struct Step: Sendable {
  package var id: String
  package var place: SourcePlace
  package var request: RequestTemplate
  package var checks: [Check]
  package var captures: [Capture]
  /// How many copies go out at once (1 to 16); `${n}` is the copy's number.
  package var parallel: Int
  /// Whether an identical request of another case may not answer for this one.
  package var isUnshared: Bool
  /// Whether the next step goes out as soon as this response has begun, without waiting for its end.
  package var isBackground: Bool
  /// A request that asks for what this one asks for and for more, and is sent first for all steps that
  /// name it. Only where its answer is not as expected does this step's own request go out.
  package var combined: RequestTemplate? = nil
  /// How it is sent again until the answer is what the case waits for.
  package var poll: Poll? = nil
  /// The earlier step that polls and without whose end this one is not sent.
  package var needs: String? = nil
  /// Where the combined request does not hold what this one asks for, as paths, and the author says so.
  package var differences: [DeclaredDifference] = []
}

/// How a request is repeated until something has happened.
package struct Poll: Sendable {
  package var until: Expectation
  /// How often it is sent at most, from 2.
  package var attempts: Int
  /// Milliseconds between two of them.
  package var every: Int
}

/// A line of `differs`: a part of the step's own request that its combined request has otherwise.
package struct DeclaredDifference: Sendable, Equatable {
  /// `query`, `headers.accept`, `body.messages`.
  package var path: String
  package var place: SourcePlace
}

/// A value of a response kept for a later step, with its type.
package struct Capture: Sendable, Equatable {
  package var name: String
  package var path: ViewPath
}
