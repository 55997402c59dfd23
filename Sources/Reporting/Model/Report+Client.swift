import Wire

extension Report {
  /// What the run means for one client program.
  package struct Client: Sendable, Equatable {
    package enum Readiness: String, Sendable, CaseIterable {
      case works
      /// Works, and something is worse than with the original.
      case limited
      case breaks
      /// Too little was judged to say.
      case unknown
    }
    /// A stable slug, e.g. `claude-code`.
    package var name: String
    /// What people call it.
    package var title: String
    package var verdict: Readiness
    /// Ids of requirements whose failure breaks it.
    package var blocking: [String]
    /// Ids of requirements whose failure makes it worse.
    package var degraded: [String]
    /// Ids of requirements it needs that nobody could judge.
    package var undecided: [String]
    /// The verdict with its reason: a sentence whose subject is the client.
    package var sentence: String
    /// One for each task of the suite, in its order; none in reports of versions that did not write them.
    package var tasks: [ClientTask]

    package init(
      name: String, title: String, verdict: Readiness, blocking: [String] = [], degraded: [String] = [],
      undecided: [String] = [], sentence: String, tasks: [ClientTask] = []
    ) {
      self.name = name
      self.title = title
      self.verdict = verdict
      self.blocking = blocking
      self.degraded = degraded
      self.undecided = undecided
      self.sentence = sentence
      self.tasks = tasks
    }
  }
}

extension Report.Client {
  package var json: JSON {
    [
      "name": .string(name), "title": .string(title), "verdict": .string(verdict.rawValue),
      "blocking": JSON.strings(blocking), "degraded": JSON.strings(degraded), "undecided": JSON.strings(undecided),
      "sentence": .string(sentence), "tasks": .array(tasks.map(\.json)),
    ]
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    name = try members.string("name")
    title = try members.string("title")
    verdict = try members.choice("verdict")
    blocking = try members.strings("blocking")
    degraded = try members.strings("degraded")
    undecided = try members.strings("undecided")
    sentence = try members.string("sentence")
    tasks = try members.list(ifPresent: "tasks", Report.ClientTask.init(json:at:))
  }
}
