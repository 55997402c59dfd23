import Wire

extension Report {
  /// When the run was, how far it came and what it cost.
  package struct Run: Sendable, Equatable {
    /// RFC 3339 in UTC; `Timestamp.text` makes it.
    package var started: String
    package var durationMilliseconds: Int
    package var requests: Int
    /// Those of the requests that made the model generate.
    package var generatingRequests: Int
    /// As the server counted them.
    package var inputTokens: Int
    package var outputTokens: Int
    /// False when anything planned was left out: budget, interruption, an outage.
    package var complete: Bool
    /// The named selection of cases, when one was asked for.
    package var profile: String?
    /// The filter as the user wrote it.
    package var filter: String?
    /// What stands there for a session that was recorded.
    package static let recordedSession = "a recorded session: only what its client asked"
    var isRecordedSession: Bool { filter == Self.recordedSession }
    /// Why the run was cut off.
    package var interrupted: String?
    /// Which part of a plan it was, when several machines share one.
    package var shard: Shard?

    package init(
      started: String, durationMilliseconds: Int, requests: Int, generatingRequests: Int,
      inputTokens: Int, outputTokens: Int, complete: Bool, profile: String? = nil,
      filter: String? = nil, interrupted: String? = nil, shard: Shard? = nil
    ) {
      self.started = started
      self.durationMilliseconds = durationMilliseconds
      self.requests = requests
      self.generatingRequests = generatingRequests
      self.inputTokens = inputTokens
      self.outputTokens = outputTokens
      self.complete = complete
      self.profile = profile
      self.filter = filter
      self.interrupted = interrupted
      self.shard = shard
    }
  }
}

extension Report.Run {
  package var json: JSON {
    JSON.object(members: [
      "started": .string(started), "duration_ms": JSON(durationMilliseconds), "requests": JSON(requests),
      "generating_requests": JSON(generatingRequests), "input_tokens": JSON(inputTokens),
      "output_tokens": JSON(outputTokens), "complete": .bool(complete), "profile": profile.map(JSON.string),
      "filter": filter.map(JSON.string), "interrupted": interrupted.map(JSON.string),
      "shard": shard?.json,
    ])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    started = try members.string("started")
    guard Timestamp.isUTC(started) else {
      throw ReportFormatError(
        member: members.place("started"), expected: "a UTC time like 2026-11-02T08:00:00Z")
    }
    durationMilliseconds = try members.count("duration_ms")
    requests = try members.count("requests")
    generatingRequests = try members.count("generating_requests")
    inputTokens = try members.count("input_tokens")
    outputTokens = try members.count("output_tokens")
    complete = try members.bool("complete")
    profile = try members.string(ifPresent: "profile")
    filter = try members.string(ifPresent: "filter")
    interrupted = try members.string(ifPresent: "interrupted")
    shard = try members.part(ifPresent: "shard", Report.Shard.init(json:at:))
  }
}
