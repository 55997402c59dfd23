import Wire

extension LintRules {
  /// Every `${variable}` of a request or of a matcher is provided by the run or captured by an earlier step.
  static func boundVariables(_ suite: Suite) -> [Diagnostic] {
    suite.cases.flatMap { subject in
      var known = Bindings.provided
      var diagnostics: [Diagnostic] = []
      for step in subject.steps {
        let requests = [step.request, step.combined].compactMap { $0?.variableUses }.joined()
        for use in requests + step.checks.flatMap(\.variables) where !known.contains(use.name) {
          diagnostics.append(
            Diagnostic(
              code: "unbound-variable", "nothing provides ${\(use.name)} here", at: use.place,
              hint: Suggestions.hint(for: use.name, among: known)
                ?? "capture it in an earlier step, or write $${ for a literal ${"))
        }
        known += step.captures.map(\.name)
      }
      return diagnostics
    }
  }

  /// Relations name steps of their case.
  static func knownSteps(_ suite: Suite) -> [Diagnostic] {
    suite.cases.flatMap { subject in
      let steps = subject.steps.map(\.id)
      return subject.relations.flatMap(\.paths).filter { !steps.contains($0.step) }.map {
        Diagnostic(
          code: "unknown-step", "the case has no step '\($0.step)'", at: $0.place,
          hint: Suggestions.hint(for: $0.step, among: steps))
      }
    }
  }
}

extension RequestTemplate {
  /// The variables that rendering asks for, in order.
  package var variables: [String] {
    let texts = [path, query ?? ""] + headers.map(\.value)
    return texts.flatMap { TemplateText($0).variables } + bodyVariables
  }
}
