import Wire

extension LintRules {
  /// Every `${variable}` is provided by the run or captured by an earlier step, and relations name steps.
  @Sendable static func boundVariables(_ suite: Suite) -> [Diagnostic] {
    unique(suite.cases.flatMap(unboundVariables) + suite.cases.flatMap(unknownSteps))
  }

  private static func unboundVariables(_ subject: Case) -> [Diagnostic] {
    var known = Bindings.provided
    var diagnostics: [Diagnostic] = []
    for step in subject.steps {
      for name in step.request.variables where !known.contains(name) {
        diagnostics.append(
          Diagnostic(
            code: "unbound-variable", "nothing provides ${\(name)} here",
            at: step.request.place.file.isEmpty ? step.place : firstLine(of: step.request.place),
            hint: hint(name, known) ?? "capture it in an earlier step, or write $${ for a literal ${"))
      }
      known += step.captures.map(\.name)
    }
    return diagnostics
  }

  private static func unknownSteps(_ subject: Case) -> [Diagnostic] {
    let steps = subject.steps.map(\.id)
    return subject.relations.flatMap { relation in
      relation.paths.filter { !steps.contains($0.step) }.map {
        Diagnostic(
          code: "unknown-step", "the case has no step '\($0.step)'", at: relation.place, hint: hint($0.step, steps))
      }
    }
  }
}

extension RequestTemplate {
  /// The variables that rendering asks for, in order.
  public var variables: [String] {
    let texts = [path, query ?? ""] + headers.map(\.value)
    return texts.flatMap { TemplateText($0).variables } + bodyVariables
  }
}
