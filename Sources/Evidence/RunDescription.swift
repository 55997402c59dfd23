import Cases
import Contract
import Planning

/// What a run was asked to do and whom it asked: everything that has to be known besides the exchanges to evaluate it
/// and to report it.
package struct RunDescription: Sendable, Equatable {
  package var tool: String
  package var suiteVersion: String
  package var suiteDigest: String
  package var baseURL: String
  package var model: String
  package var defaultAuth: AuthRow
  package var facts: TargetFacts
  /// `declared` or `probed`.
  package var authOrigin: String
  package var selection: Selection
  package var replayAuth: [AuthRow]
  /// RFC 3339, UTC.
  package var started: String
  /// What the user says the server is.
  package var serverName: String?
  package var serverVersion: String?
  /// Which part of the plan the run is.
  package var shard: Shard?
  /// Whether a client of its own made the requests (`dropin record`), so that no case stands behind them.
  package var isRecording = false

  package init(
    tool: String, suiteVersion: String, suiteDigest: String, baseURL: String, model: String, defaultAuth: AuthRow,
    facts: TargetFacts, authOrigin: String, selection: Selection, replayAuth: [AuthRow], started: String
  ) {
    self.tool = tool
    self.suiteVersion = suiteVersion
    self.suiteDigest = suiteDigest
    self.baseURL = baseURL
    self.model = model
    self.defaultAuth = defaultAuth
    self.facts = facts
    self.authOrigin = authOrigin
    self.selection = selection
    self.replayAuth = replayAuth
    self.started = started
  }

  /// A run of this tool that begins with what is known before anything is sent.
  ///
  /// - Parameters:
  ///   - model: empty while the server has not been asked for one.
  ///   - started: RFC 3339, UTC; empty when nobody will read it.
  package init(
    of suite: Suite, baseURL: String, model: String = "", defaultAuth: AuthRow = .none,
    facts: TargetFacts = TargetFacts(), selection: Selection = Selection(), replayAuth: [AuthRow] = [],
    started: String = ""
  ) {
    self.init(
      tool: ToolVersion.current, suiteVersion: suite.version, suiteDigest: suite.digest, baseURL: baseURL,
      model: model, defaultAuth: defaultAuth, facts: facts, authOrigin: facts[.auth] == nil ? "probed" : "declared",
      selection: selection, replayAuth: replayAuth, started: started)
  }
}
