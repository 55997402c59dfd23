import Wire

/// Everything a run found out, in the form that is written, gated on and compared later.
///
/// Every format is made from this value alone. `docs/report-format.md` describes the JSON.
package struct Report: Sendable, Equatable {
  /// The version of the format; the first member of the JSON.
  package static let format = "dropin-report/2"

  package var tool: Tool
  package var suite: Suite
  package var target: Target
  package var run: Run
  package var summary: Summary
  /// In the order of the registry of clients.
  package var clients: [Client]
  /// What is wrong, most harmful first, with what can be changed.
  package var causes: [Cause]
  /// In the order of the registry, with those that no check of this run named.
  package var requirements: [Requirement]
  /// In the order of the plan.
  package var checks: [Check]
  /// In the order sent.
  package var exchanges: [Exchange]
  /// Diagnoses of the whole target, e.g. that it answers every route with 200.
  package var observations: [Observation]
  /// What the run was planned to judge; nil in reports of versions that did not write it.
  package var cases: [CaseDigest]?
  /// The list of known failures that was laid over the checks, if one was.
  package var expectations: Expectations?

  package init(
    tool: Tool, suite: Suite, target: Target, run: Run, summary: Summary, clients: [Client] = [], causes: [Cause] = [],
    requirements: [Requirement] = [], checks: [Check] = [], exchanges: [Exchange] = [],
    observations: [Observation] = [], cases: [CaseDigest]? = nil, expectations: Expectations? = nil
  ) {
    self.tool = tool
    self.suite = suite
    self.target = target
    self.run = run
    self.summary = summary
    self.clients = clients
    self.causes = causes
    self.requirements = requirements
    self.checks = checks
    self.exchanges = exchanges
    self.observations = observations
    self.cases = cases
    self.expectations = expectations
  }

  /// The program that made the report.
  package struct Tool: Sendable, Equatable {
    package var name: String
    package var version: String
    package init(name: String = "dropin", version: String) {
      self.name = name
      self.version = version
    }
  }

  /// The cases and requirements it judged by.
  package struct Suite: Sendable, Equatable {
    package var version: String
    /// Digest over every file of the suite, e.g. `sha256:…`: equal digests mean equal suites.
    package var digest: String
    /// Which of its requirements count; nil in reports of versions that had no editions.
    package var edition: String?
    package init(version: String, digest: String, edition: String? = nil) {
      self.version = version
      self.digest = digest
      self.edition = edition
    }
  }

  /// A case of the plan, recognisable in other suites: equal digests mean equal requests and claims.
  package struct CaseDigest: Sendable, Equatable {
    /// `case[row]`.
    package var id: String
    package var digest: String
    /// Its place in the whole plan, from 0; only in a report of a part.
    package var position: Int?
    package init(id: String, digest: String, position: Int? = nil) {
      self.id = id
      self.digest = digest
      self.position = position
    }
  }

  /// A diagnosis in one sentence and the ids of the exchanges that show it.
  package struct Observation: Sendable, Equatable {
    /// A stable slug, e.g. `answers-every-route`.
    package var code: String
    package var sentence: String
    package var evidence: [String]
    package init(code: String, sentence: String, evidence: [String] = []) {
      self.code = code
      self.sentence = sentence
      self.evidence = evidence
    }
  }
}
