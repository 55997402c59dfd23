import Contract
import Wire

extension Report {
  /// The outcome in a few numbers and sentences.
  package struct Summary: Sendable, Equatable {
    /// How many requirements of that level came to each verdict.
    package struct LevelCounts: Sendable, Equatable {
      package var level: Level
      package var counts: VerdictCounts
      package init(level: Level, counts: VerdictCounts) {
        self.level = level
        self.counts = counts
      }
    }

    /// One entry a level, from `must` down.
    package var levels: [LevelCounts]
    /// Failures from this level on make the run fail.
    package var gate: Level
    /// The client whose readiness decided instead of a level, if one did.
    package var gateClient: String?
    package var exitCode: ExitCode
    package var exitReason: String
    /// What to read first, most important first.
    package var headline: [String]

    package init(
      levels: [LevelCounts], gate: Level, gateClient: String? = nil, exitCode: ExitCode, exitReason: String,
      headline: [String] = []
    ) {
      self.levels = levels
      self.gate = gate
      self.gateClient = gateClient
      self.exitCode = exitCode
      self.exitReason = exitReason
      self.headline = headline
    }

    /// The level that decided; nil when a client's readiness did.
    package var decidingLevel: Level? { gateClient == nil ? gate : nil }

    /// Counts the verdicts of requirements, level by level.
    package static func levels(of requirements: [Requirement]) -> [LevelCounts] {
      Level.allCases.map { level in
        LevelCounts(
          level: level, counts: VerdictCounts(requirements.lazy.filter { $0.level == level }.map(\.verdict)))
      }
    }
  }
}

extension Report.Summary {
  package var json: JSON {
    var object = JSONObject()
    object["levels"] = .object(
      JSONObject(levels.map { .init(key: $0.level.rawValue, value: $0.counts.json(zeros: true)) }))
    object["gate"] = .string(gate.rawValue)
    if let gateClient { object["gate_client"] = .string(gateClient) }
    object["exit_code"] = JSON(Int(exitCode.rawValue))
    object["exit_reason"] = .string(exitReason)
    object["headline"] = JSON.strings(headline)
    return .object(object)
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    levels = try members.part("levels") { (json, path) throws(ReportFormatError) in
      let levels = try MemberReader(json, at: path)
      var result: [LevelCounts] = []
      for level in Level.allCases {
        let counts = try levels.part(level.rawValue, VerdictCounts.init(json:at:))
        result.append(LevelCounts(level: level, counts: counts))
      }
      return result
    }
    gate = try members.choice("gate")
    gateClient = try members.string(ifPresent: "gate_client")
    guard let code = ExitCode(rawValue: Int32(clamping: try members.count("exit_code"))) else {
      throw ReportFormatError(member: members.place("exit_code"), expected: "an exit code of dropin")
    }
    exitCode = code
    exitReason = try members.string("exit_reason")
    headline = try members.strings("headline")
  }
}
