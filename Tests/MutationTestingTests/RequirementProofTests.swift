import Cases
import Contract
import Files
import Testing

@testable import MutationTesting

/// Every requirement in the registry, none left out: something judges it, something breaks it, and what judges it
/// everywhere has examples that it accepts and rejects.
@Suite struct RequirementProofTests {
  @Test func everyRequirementIsJudgedAndHasADefect() throws {
    for entry in try Coverage(CommittedSuite.load()).entries where entry.untested == nil {
      #expect(entry.isInvariant || !entry.cases.isEmpty, "\(entry.requirement.id) is judged by nothing")
      #expect(!entry.defects.isEmpty, "nothing shows that \(entry.requirement.id) can fail")
    }
  }

  @Test func fewRequirementsAreUntestedAndNoneThatMatters() throws {
    let untested = try Coverage(CommittedSuite.load()).entries.filter { $0.untested != nil }
    #expect(untested.count <= 15)
    #expect(untested.allSatisfy { $0.requirement.level != .must || $0.requirement.kind != .wire })
  }

  /// Runs the rules on every example, and holds what they find against what the registry says.
  @Test func everyInvariantAcceptsAndRejectsItsExamples() throws {
    let suite = try CommittedSuite.load()
    let library = try ExampleLibrary(suite, fixtures: CommittedSuite.root + "/fixtures")
    #expect(library.names.count > 300)
    for diagnostic in ExampleProof(suite, library).diagnostics {
      Issue.record("\(diagnostic.place.file):\(diagnostic.place.line): \(diagnostic.message)")
    }
  }

  /// A requirement is satisfied at most once in an exchange, or violated at a few places, each with all it has to say.
  @Test func findingsOfExamplesAreWellFormed() throws {
    let suite = try CommittedSuite.load()
    let library = try ExampleLibrary(suite, fixtures: CommittedSuite.root + "/fixtures")
    for name in library.names {
      for turn in try #require(try library.example(name)).turns {
        let findings = ExchangeReading(turn.exchange, invalidRequest: turn.invalidRequest).findings
        let satisfied = findings.filter { !$0.isViolated }.map(\.requirement)
        let violated = findings.filter(\.isViolated)
        #expect(Set(satisfied).count == satisfied.count, "\(name)")
        #expect(Set(satisfied).isDisjoint(with: violated.map(\.requirement)), "\(name)")
        for places in Dictionary(grouping: violated, by: \.requirement).values { #expect(places.count <= 3, "\(name)") }
        for violation in violated.compactMap(\.violation) {
          #expect(violation.reason.code.wholeMatch(of: /[a-z0-9-]+/) != nil, "\(name): \(violation.reason.code)")
          #expect(!violation.expected.isEmpty && violation.actual.unicodeScalars.count <= 201, "\(name)")
        }
      }
    }
  }

  /// An id that a rule declares and the registry does not know would be judged for nobody, and the other way round.
  @Test func everyDeclaredRuleIsAnInvariantOfTheRegistry() throws {
    var declared: [String] = []
    let declaration = /static let \w+: Self = "(?<id>[a-z0-9-]+)"/
    for path in try Files.list(CommittedSuite.root + "/Sources/Contract", extension: "swift") {
      let text = String(decoding: try Files.read(path), as: UTF8.self)
      declared += text.matches(of: declaration).map { String($0.output.id) }
    }
    #expect(declared.sorted() == (try CommittedSuite.load().invariants))
  }
}
