/// The rules that look at a whole suite, one a file.
public enum LintRules {
  /// A rule names every place where it is broken.
  typealias Rule = @Sendable (Suite) -> [Diagnostic]

  static let all: [Rule] = [
    uniqueIdentifiers, knownRequirements, knownControls, negativesHaveControls, boundVariables, modelTrials,
    everyRequirementJudged, knownClients, knownProfiles, jointRequests,
  ]
}
