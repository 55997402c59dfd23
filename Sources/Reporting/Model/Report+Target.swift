import Cases
import Wire

extension Report {
  /// The server that was asked.
  package struct Target: Sendable, Equatable {
    package var baseURL: String
    package var model: String
    package var auth: Auth
    /// What the server's author declares it to be; nil when nothing was declared.
    package var implementation: Implementation?
    /// What the run learned about the server, e.g. its `server` header.
    package var facts: [Fact]

    package init(
      baseURL: String, model: String, auth: Auth, implementation: Implementation? = nil,
      facts: [Fact] = []
    ) {
      self.baseURL = baseURL
      self.model = model
      self.auth = auth
      self.implementation = implementation
      self.facts = facts
    }
  }

  /// Whether the server wants credentials.
  package struct Auth: Sendable, Equatable {
    package enum Mode: String, Sendable, CaseIterable {
      case required, optional, off, unknown
      init(_ mode: AuthMode?) {
        self =
          switch mode {
          case .required: .required
          case .optional: .optional
          case .off: .off
          case nil: .unknown
          }
      }
    }
    /// Who says so: the server's author, or an exchange of this run.
    package enum Source: String, Sendable, CaseIterable { case declared, probed }
    package var mode: Mode
    package var source: Source
    package init(mode: Mode, source: Source) {
      self.mode = mode
      self.source = source
    }
  }

  package struct Implementation: Sendable, Equatable {
    package var name: String
    package var version: String?
    package init(name: String, version: String? = nil) {
      self.name = name
      self.version = version
    }
  }

  package struct Fact: Sendable, Equatable {
    package var name: String
    package var value: String
    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
}

extension Report.Target {
  package var json: JSON {
    JSON.object(members: [
      "base_url": .string(baseURL), "model": .string(model), "auth": auth.json,
      "implementation": implementation?.json, "facts": .array(facts.map(\.json)),
    ])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    baseURL = try members.string("base_url")
    model = try members.string("model")
    auth = try members.part("auth", Report.Auth.init(json:at:))
    implementation = try members.part(ifPresent: "implementation", Report.Implementation.init(json:at:))
    facts = try members.list("facts", Report.Fact.init(json:at:))
  }
}

extension Report.Auth {
  package var json: JSON { ["mode": .string(mode.rawValue), "source": .string(source.rawValue)] }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    mode = try members.choice("mode")
    source = try members.choice("source")
  }
}

extension Report.Implementation {
  package var json: JSON {
    JSON.object(members: [
      "name": .string(name), "version": version.map(JSON.string),
    ])
  }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    name = try members.string("name")
    version = try members.string(ifPresent: "version")
  }
}

extension Report.Fact {
  package var json: JSON { ["name": .string(name), "value": .string(value)] }

  package init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    name = try members.string("name")
    value = try members.string("value")
  }
}
