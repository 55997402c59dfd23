import Cases
import Wire

extension Report {
  /// The server that was asked.
  public struct Target: Sendable, Equatable {
    public var baseURL: String
    public var model: String
    public var auth: Auth
    /// What the server's author declares it to be; nil when nothing was declared.
    public var implementation: Implementation?
    /// What the run learned about the server, e.g. its `server` header.
    public var facts: [Fact]

    public init(
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
  public struct Auth: Sendable, Equatable {
    public enum Mode: String, Sendable, CaseIterable {
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
    public enum Source: String, Sendable, CaseIterable { case declared, probed }
    public var mode: Mode
    public var source: Source
    public init(mode: Mode, source: Source) {
      self.mode = mode
      self.source = source
    }
  }

  public struct Implementation: Sendable, Equatable {
    public var name: String
    public var version: String?
    public init(name: String, version: String? = nil) {
      self.name = name
      self.version = version
    }
  }

  public struct Fact: Sendable, Equatable {
    public var name: String
    public var value: String
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
}

extension Report.Target {
  public var json: JSON {
    members([
      "base_url": .string(baseURL), "model": .string(model), "auth": auth.json,
      "implementation": implementation?.json, "facts": .array(facts.map(\.json)),
    ])
  }

  public init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    baseURL = try members.string("base_url")
    model = try members.string("model")
    auth = try members.part("auth", Report.Auth.init(json:at:))
    implementation = try members.part(ifPresent: "implementation", Report.Implementation.init(json:at:))
    facts = try members.list("facts", Report.Fact.init(json:at:))
  }
}

extension Report.Auth {
  public var json: JSON { ["mode": .string(mode.rawValue), "source": .string(source.rawValue)] }

  public init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    mode = try members.choice("mode")
    source = try members.choice("source")
  }
}

extension Report.Implementation {
  public var json: JSON {
    members([
      "name": .string(name), "version": version.map(JSON.string),
    ])
  }

  public init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    name = try members.string("name")
    version = try members.string(ifPresent: "version")
  }
}

extension Report.Fact {
  public var json: JSON { ["name": .string(name), "value": .string(value)] }

  public init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    name = try members.string("name")
    value = try members.string("value")
  }
}
