import Contract
import Wire

extension Report {
  /// The outcome in a few numbers and sentences.
  public struct Summary: Sendable, Equatable {
    /// How many requirements of that level came to each verdict.
    public struct LevelCounts: Sendable, Equatable {
      public var level: Level
      public var counts: VerdictCounts
      public init(level: Level, counts: VerdictCounts) {
        self.level = level
        self.counts = counts
      }
    }

    /// One entry a level, from `must` down.
    public var levels: [LevelCounts]
    /// Failures from this level on make the run fail.
    public var gate: Level
    /// The client whose readiness decided instead of a level, if one did.
    public var gateClient: String?
    public var exitCode: ExitCode
    public var exitReason: String
    /// What to read first, most important first.
    public var headline: [String]

    public init(
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
    public var decidingLevel: Level? { gateClient == nil ? gate : nil }

    /// Counts the verdicts of requirements, level by level.
    public static func levels(of requirements: [Requirement]) -> [LevelCounts] {
      Level.allCases.map { level in
        LevelCounts(
          level: level, counts: VerdictCounts(requirements.lazy.filter { $0.level == level }.map(\.verdict)))
      }
    }
  }
}

extension Report.Summary {
  public var json: JSON {
    var object = JSONObject()
    object["levels"] = .object(
      JSONObject(levels.map { .init(key: $0.level.rawValue, value: $0.counts.json(zeros: true)) }))
    object["gate"] = .string(gate.rawValue)
    if let gateClient { object["gate_client"] = .string(gateClient) }
    object["exit_code"] = JSON(Int(exitCode.rawValue))
    object["exit_reason"] = .string(exitReason)
    object["headline"] = strings(headline)
    return .object(object)
  }

  public init(json: JSON, at path: String = "") throws(ReportFormatError) {
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
