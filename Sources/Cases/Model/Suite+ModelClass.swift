import Wire

extension ClientProfile {
  /// The class of the model's id; nil for a model that the client does not know.
  package func modelClass(of model: String) -> ModelClass? {
    modelClasses.first { $0.ids.contains { Glob.matches(model, pattern: $0) } }
  }

  /// The profile with the needs that it has of this model.
  fileprivate func speaking(to model: String) -> ClientProfile {
    guard let modelClass = modelClass(of: model) else { return self }
    var profile = self
    profile.rules.removeAll { rule in modelClass.rules.contains { Glob.matches(rule.pattern, pattern: $0.pattern) } }
    profile.rules += modelClass.rules
    return profile
  }
}

extension Suite {
  /// The suite with what its clients send to this model: one whose id they know they ask for other things.
  package func speaking(to model: String) -> Suite {
    guard clients.contains(where: { $0.modelClass(of: model) != nil }) else { return self }
    var suite = self
    suite.clients = clients.map { $0.speaking(to: model) }
    for index in suite.cases.indices {
      for step in suite.cases[index].steps.indices {
        let written = suite.cases[index].steps[step]
        suite.cases[index].steps[step].request = spoken(written.request, to: model)
        suite.cases[index].steps[step].combined = written.combined.map { spoken($0, to: model) }
      }
    }
    return suite
  }

  /// Only of requests with a client's own header fields: what is asked in its words alone is about one thing.
  private func spoken(_ request: RequestTemplate, to model: String) -> RequestTemplate {
    guard let agent = request.headers.first(where: { $0.name.lowercased() == "user-agent" })?.value,
      let modelClass = clients.first(where: { $0.sends(userAgent: agent) })?.modelClass(of: model)
    else { return request }
    // Tools that come and go are told in system messages, to models that take such messages.
    if case .json(let body) = request.body, body.hasSystemMessageOfTools { return request }
    var changed = request
    for index in changed.headers.indices {
      let name = changed.headers[index].name.lowercased()
      if let field = modelClass.headers.first(where: { $0.name.lowercased() == name }) {
        changed.headers[index] = HeaderField(changed.headers[index].name, field.value)
      }
    }
    if case .json(let body) = request.body {
      changed.body = .json(modelClass.change.applied(to: body.withListsSpliced))
    }
    return changed
  }
}

extension JSON {
  /// Whether a message of the role system says something other than text.
  fileprivate var hasSystemMessageOfTools: Bool {
    (self["messages"]?.array ?? []).contains { message in
      message["role"]?.string?.sameBytes(as: "system") == true
        && (message["content"]?.array ?? []).contains { $0["tool"] != nil }
    }
  }
}
