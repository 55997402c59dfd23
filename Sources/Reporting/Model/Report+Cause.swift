import Wire

extension Report {
  /// What a client's task came to.
  package enum TaskState: String, Sendable, CaseIterable {
    case works, worse, breaks
    /// The client does not do this.
    case notUsed = "not-used"
    /// Too little was asked to say.
    case notTested = "not-tested"
  }

  /// A cell of the table of clients and tasks.
  package struct ClientTask: Sendable, Equatable {
    /// A stable slug, e.g. `call-tools`.
    package var task: String
    /// What people call it.
    package var title: String
    package var state: TaskState
    /// Whether the client is of no use without it.
    package var isCore: Bool
    /// Ids of causes, in the order of the report.
    package var causes: [String]
    /// Those of them that break it; not written here, since the causes say it.
    var breaking = Set<String>()

    package init(task: String, title: String, state: TaskState, isCore: Bool, causes: [String] = []) {
      self.task = task
      self.title = title
      self.state = state
      self.isCore = isCore
      self.causes = causes
    }
  }

  /// One thing that is wrong with the server or its settings, with what can be changed.
  package struct Cause: Sendable, Equatable {
    /// What its checks have as their signature.
    package var id: String
    /// The name of the remedy that knows it; nil for a cause nobody has described.
    package var name: String?
    package var sentence: String
    /// What a user can change.
    package var user: String?
    /// The smallest change of the server that removes it.
    package var author: String?
    package var links: [String]
    /// What it does to whom.
    package var effects: [Effect]

    package struct Effect: Sendable, Equatable {
      package var client: String
      package var task: String
      package var state: TaskState
      package init(client: String, task: String, state: TaskState) {
        self.client = client
        self.task = task
        self.state = state
      }
    }

    package init(
      id: String, name: String? = nil, sentence: String, user: String? = nil, author: String? = nil,
      links: [String] = [], effects: [Effect] = []
    ) {
      self.id = id
      self.name = name
      self.sentence = sentence
      self.user = user
      self.author = author
      self.links = links
      self.effects = effects
    }
  }
}

extension Report.ClientTask {
  package var json: JSON {
    [
      "task": .string(task), "title": .string(title), "state": .string(state.rawValue), "core": .bool(isCore),
      "causes": JSON.strings(causes),
    ]
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    task = try members.string("task")
    title = try members.string("title")
    state = try members.choice("state")
    isCore = try members.bool("core")
    causes = try members.strings("causes")
  }
}

extension Report.Cause {
  package var json: JSON {
    JSON.object(members: [
      "id": .string(id), "name": name.map(JSON.string), "sentence": .string(sentence), "user": user.map(JSON.string),
      "author": author.map(JSON.string), "links": JSON.strings(links),
      "effects": .array(
        effects.map {
          ["client": .string($0.client), "task": .string($0.task), "state": .string($0.state.rawValue)]
        }),
    ])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    id = try members.string("id")
    name = try members.string(ifPresent: "name")
    sentence = try members.string("sentence")
    user = try members.string(ifPresent: "user")
    author = try members.string(ifPresent: "author")
    links = try members.strings("links")
    effects = try members.list("effects") { json, path throws(ReportFormatError) in
      let members = try MemberReader(json, at: path)
      return Effect(
        client: try members.string("client"), task: try members.string("task"), state: try members.choice("state"))
    }
  }
}
