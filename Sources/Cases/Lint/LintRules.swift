/// The rules that look at a whole suite, one a file.
enum LintRules {
  /// A rule names every place where it is broken.
  struct Rule: Sendable {
    /// What a rule can only be held against, so that one mistake is not reported as several.
    enum Need: Sendable {
      /// Whatever could be read.
      case nothing
      /// Cases without a mistake of their own; the others are left out.
      case soundCases
      /// A suite of which every file could be read and every case is sound.
      case soundSuite
    }
    var need: Need
    var check: @Sendable (Suite) -> [Diagnostic]
  }

  static let all: [Rule] = [
    Rule(need: .nothing, check: uniqueIdentifiers), Rule(need: .nothing, check: boundVariables),
    Rule(need: .nothing, check: knownSteps), Rule(need: .nothing, check: knownRequirements),
    Rule(need: .nothing, check: knownControls), Rule(need: .nothing, check: knownClients),
    Rule(need: .nothing, check: knownProfiles), Rule(need: .nothing, check: knownSources),
    Rule(need: .nothing, check: knownRemedies), Rule(need: .nothing, check: knownEditions),
    Rule(need: .soundCases, check: negativesHaveControls), Rule(need: .soundCases, check: modelTrials),
    Rule(need: .soundCases, check: soundCombinedRequests), Rule(need: .soundCases, check: declaredDifferences),
    Rule(need: .soundSuite, check: sharedCombinedRequests), Rule(need: .soundSuite, check: everyRequirementJudged),
    Rule(need: .soundSuite, check: usedSources),
  ]
}
