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
    public var capabilities: [Capability]

    public init(
      baseURL: String, model: String, auth: Auth, implementation: Implementation? = nil,
      facts: [Fact] = [], capabilities: [Capability] = []
    ) {
      self.baseURL = baseURL
      self.model = model
      self.auth = auth
      self.implementation = implementation
      self.facts = facts
      self.capabilities = capabilities
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
    public var url: String?
    /// E.g. graphics card and quantisation, as the author put it.
    public var hardware: String?
    public init(name: String, version: String? = nil, url: String? = nil, hardware: String? = nil) {
      self.name = name
      self.version = version
      self.url = url
      self.hardware = hardware
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

  /// What a server claims about a feature beside what it was seen to do.
  public struct Capability: Sendable, Equatable {
    public enum Declared: String, Sendable, CaseIterable {
      case supported, unsupported, disabled, unavailable
    }
    public enum Probed: String, Sendable, CaseIterable { case supported, unsupported, unknown }
    public var name: String
    public var declared: Declared?
    public var probed: Probed?
    /// The author's reason, or what the probe saw.
    public var reason: String?
    public init(name: String, declared: Declared? = nil, probed: Probed? = nil, reason: String? = nil) {
      self.name = name
      self.declared = declared
      self.probed = probed
      self.reason = reason
    }
  }
}

extension Report.Target {
  public var json: JSON {
    members([
      "base_url": .string(baseURL), "model": .string(model), "auth": auth.json,
      "implementation": implementation?.json, "facts": .array(facts.map(\.json)),
      "capabilities": .array(capabilities.map(\.json)),
    ])
  }

  public init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    baseURL = try members.string("base_url")
    model = try members.string("model")
    auth = try members.part("auth", Report.Auth.init(json:at:))
    implementation = try members.part(ifPresent: "implementation", Report.Implementation.init(json:at:))
    facts = try members.list("facts", Report.Fact.init(json:at:))
    capabilities = try members.list("capabilities", Report.Capability.init(json:at:))
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
      "name": .string(name), "version": version.map(JSON.string), "url": url.map(JSON.string),
      "hardware": hardware.map(JSON.string),
    ])
  }

  public init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    name = try members.string("name")
    version = try members.string(ifPresent: "version")
    url = try members.string(ifPresent: "url")
    hardware = try members.string(ifPresent: "hardware")
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

extension Report.Capability {
  public var json: JSON {
    members([
      "name": .string(name), "declared": (declared?.rawValue).map(JSON.string),
      "probed": (probed?.rawValue).map(JSON.string), "reason": reason.map(JSON.string),
    ])
  }

  public init(json: JSON, at path: String = "") throws(ReportFormatError) {
    let members = try MemberReader(json, at: path)
    name = try members.string("name")
    declared = try members.choice(ifPresent: "declared")
    probed = try members.choice(ifPresent: "probed")
    reason = try members.string(ifPresent: "reason")
  }
}
