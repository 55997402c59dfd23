import Contract

/// Holds what the registry says about examples against what the rules find in them.
///
/// An example violates exactly the requirements that list it under `violated_by`, for the reasons given there, and
/// satisfies at least those that list it under `satisfied_by`.
package struct ExampleProof {
  /// Everything that does not agree, sorted by place.
  package private(set) var diagnostics: [Diagnostic]
  private let suite: Suite
  private let library: ExampleLibrary

  package init(_ suite: Suite, _ library: ExampleLibrary) {
    self.suite = suite
    self.library = library
    diagnostics = library.diagnostics
    checkEntries()
    var claims: [String: [Claim]] = [:]
    for entry in suite.requirements where entry.isInvariant {
      for example in entry.examples {
        claims[example.name, default: []].append(Claim(requirement: entry.requirement.id, example: example))
      }
    }
    for name in Set(library.names).union(claims.keys).sorted() { check(name, claims[name] ?? []) }
    diagnostics.sort { ($0.place.file, $0.place.line, $0.message) < ($1.place.file, $1.place.line, $1.message) }
  }

  private struct Claim {
    var requirement: String
    var example: RequirementExample
  }

  /// Examples stand at invariants, and each has both kinds.
  private mutating func checkEntries() {
    for entry in suite.requirements {
      let id = entry.requirement.id
      let accepted = entry.examples.contains { $0.verdict == .satisfied }
      let rejected = entry.examples.contains { $0.verdict != .satisfied }
      if entry.isInvariant, !accepted || !rejected {
        let missing = accepted ? "violated_by" : "satisfied_by"
        diagnostics.append(
          Diagnostic(code: "no-example", "'\(id)' is judged everywhere and has no '\(missing)'", at: entry.place))
      } else if !entry.isInvariant, !entry.examples.isEmpty {
        diagnostics.append(
          Diagnostic(
            code: "idle-example", "'\(id)' has examples, and no rule that looks at them", at: entry.place,
            hint: "judged: everywhere"))
      }
    }
  }

  private mutating func check(_ name: String, _ claims: [Claim]) {
    let example: Example
    do throws(Diagnostic) {
      guard let found = try library.example(name) else {
        for claim in claims {
          diagnostics.append(
            Diagnostic(
              code: "unknown-example", "no example '\(name)'", at: claim.example.place,
              hint: Suggestions.hint(for: name, among: library.names)))
        }
        return
      }
      example = found
    } catch {
      diagnostics.append(error)
      return
    }
    let findings = example.findings
    var reasons: [String: [String]] = [:]
    for finding in findings {
      if let reason = finding.violation?.reason.code {
        reasons[finding.requirement, default: []].append(reason)
      }
      if !suite.isInvariant(finding.requirement) {
        report(
          "unlisted-rule", example: name, "a rule speaks of '\(finding.requirement)', which is not judged everywhere",
          claims: claims)
      }
    }
    let satisfied = Set(findings.lazy.filter { !$0.isViolated }.map(\.requirement))
    for claim in claims { check(claim, violated: reasons, satisfied: satisfied) }
    let listed = Set(claims.lazy.filter { $0.example.verdict != .satisfied }.map(\.requirement))
    for (id, found) in reasons.sorted(by: { $0.key < $1.key }) where !listed.contains(id) {
      report(
        "unlisted-violation", example: name, "the example '\(name)' violates '\(id)' too: \(found[0])", claims: claims)
    }
  }

  private mutating func check(_ claim: Claim, violated reasons: [String: [String]], satisfied: Set<String>) {
    let (id, name) = (claim.requirement, claim.example.name)
    let found = reasons[id] ?? []
    func add(_ message: String, _ hint: String? = nil) {
      diagnostics.append(Diagnostic(code: "wrong-example", message, at: claim.example.place, hint: hint))
    }
    switch claim.example.verdict {
    case .satisfied:
      if !found.isEmpty {
        add("the example '\(name)' violates '\(id)': \(found[0])")
      } else if !satisfied.contains(id) {
        add("the rule of '\(id)' finds nothing to look at in the example '\(name)'")
      }
    case .violated(let reason):
      if found.isEmpty {
        add("the example '\(name)' does not violate '\(id)'")
      } else if !found.allSatisfy({ $0 == reason }) {
        add("the example '\(name)' violates '\(id)' for another reason", "\(name): \(found[0])")
      }
    }
  }

  private mutating func report(_ code: String, example name: String, _ message: String, claims: [Claim]) {
    let place = claims.first?.example.place ?? library.place(of: name)
    let fallback = SourcePlace(file: "fixtures/transcripts/\(name).sse", line: 1, column: 1)
    diagnostics.append(Diagnostic(code: code, message, at: place ?? fallback))
  }
}
