import Wire

/// Everything a run found out, in the form that is written, gated on and compared later.
///
/// Every format is made from this value alone. `docs/report-format.md` describes the JSON.
public struct Report: Sendable, Equatable {
  /// The version of the format; the first member of the JSON.
  public static let format = "dropin-report/2"

  public var tool: Tool
  public var suite: Suite
  public var target: Target
  public var run: Run
  public var summary: Summary
  /// In the order of the registry of clients.
  public var clients: [Client]
  /// In the order of the registry, with those that no check of this run named.
  public var requirements: [Requirement]
  /// In the order of the plan.
  public var checks: [Check]
  /// In the order sent.
  public var exchanges: [Exchange]
  /// Diagnoses of the whole target, e.g. that it answers every route with 200.
  public var observations: [Observation]
  /// What the run was planned to judge; nil in reports of versions that did not write it.
  public var cases: [CaseDigest]?
  /// The list of known failures that was laid over the checks, if one was.
  public var expectations: Expectations?

  public init(
    tool: Tool, suite: Suite, target: Target, run: Run, summary: Summary, clients: [Client] = [],
    requirements: [Requirement] = [], checks: [Check] = [], exchanges: [Exchange] = [],
    observations: [Observation] = [], cases: [CaseDigest]? = nil, expectations: Expectations? = nil
  ) {
    self.tool = tool
    self.suite = suite
    self.target = target
    self.run = run
    self.summary = summary
    self.clients = clients
    self.requirements = requirements
    self.checks = checks
    self.exchanges = exchanges
    self.observations = observations
    self.cases = cases
    self.expectations = expectations
  }

  /// The program that made the report.
  public struct Tool: Sendable, Equatable {
    public var name: String
    public var version: String
    public init(name: String = "dropin", version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The cases and requirements it judged by.
  public struct Suite: Sendable, Equatable {
    public var version: String
    /// Digest over every file of the suite, e.g. `sha256:…`: equal digests mean equal suites.
    public var digest: String
    public init(version: String, digest: String) {
      self.version = version
      self.digest = digest
    }
  }

  /// A case of the plan, recognisable in other suites: equal digests mean equal requests and claims.
  public struct CaseDigest: Sendable, Equatable {
    /// `case[row]`.
    public var id: String
    public var digest: String
    /// Its place in the whole plan, from 0; only in a report of a part.
    public var position: Int?
    public init(id: String, digest: String, position: Int? = nil) {
      self.id = id
      self.digest = digest
      self.position = position
    }
  }

  /// A diagnosis in one sentence and the ids of the exchanges that show it.
  public struct Observation: Sendable, Equatable {
    /// A stable slug, e.g. `answers-every-route`.
    public var code: String
    public var sentence: String
    public var evidence: [String]
    public init(code: String, sentence: String, evidence: [String] = []) {
      self.code = code
      self.sentence = sentence
      self.evidence = evidence
    }
  }
}
