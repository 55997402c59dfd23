import Wire

/// A server, and what it becomes for a request that asks for it: with the header `x-dropin-defect: NAME`, or below the path
/// `/d/NAME`. So one address serves all tests of a client, also at the same time.
///
/// A name is that of a defect, a persona or a personality; several are joined with `+` or `,`. Each combination is a
/// server of its own, which remembers only the requests that asked for it.
package final class ServerVariants: Sendable {
  /// Answers what asks for nothing else.
  let plain: MessagesServer
  private let isOpen: Bool
  /// What runs are told to try; nil: there are none.
  private let played: [String]?
  private let made = Locked<[String: MessagesServer]>([:])

  static let header = "x-dropin-defect"
  static let pathPrefix = "/d/"
  /// Each remembers something, and anybody who can connect can ask for one.
  private static let most = 2048
  private static let mostNames = 16

  /// - Parameters:
  ///   - isOpen: whether requests may ask for other behaviour; otherwise they are answered as they stand.
  ///   - played: what runs are told to try (`RunRequest`); nil: requests belong to no runs.
  init(_ plain: MessagesServer, isOpen: Bool, played: [String]? = nil) {
    self.plain = plain
    self.isOpen = isOpen
    self.played = played
  }

  /// Who answers a request, under which names, and the request as that server sees it.
  struct Choice {
    var server: MessagesServer
    var names: [String]
    var request: ServerRequest
    var run: ServedExchange.Run?
    /// What a test says of its client.
    var outcome: ServedExchange.Outcome?
    /// The answer to a request of a test, which no server of the Messages API gets.
    var answer: JSON?
  }

  /// Throws for a name that does not exist.
  func choice(for request: ServerRequest) throws(APIError) -> Choice {
    guard isOpen else { return Choice(server: plain, names: plain.configuration.behaviors, request: request) }
    var request = request
    let run = played == nil ? nil : RunRequest(takenFrom: &request)
    var names = request.values(of: Self.header).flatMap(Self.names)
    request.headers.removeAll { $0.isNamed(Self.header) }
    if request.path.hasPrefix(Self.pathPrefix) {
      let rest = request.path.utf8.dropFirst(Self.pathPrefix.utf8.count)
      let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
      names += Self.names(rest[..<end].percentDecoded ?? "")
      request.path = end == rest.endIndex ? "/" : Array(rest[end...]).text
    }
    let server = try variant(names, run: run?.id)
    var choice = Choice(server: server, names: server.configuration.behaviors, request: request)
    guard let run else { return choice }
    choice.run = ServedExchange.Run(id: run.id, names: names)
    choice.outcome = RunRequest.outcome(of: request)
    if choice.outcome != nil {
      choice.answer = ["run": .string(run.id), "defects": .array(names.map { .string($0) })]
    } else if request.method == "GET", request.path == "/" {
      choice.answer = run.overview(played ?? [])
    }
    return choice
  }

  private static func names(_ text: String) -> [String] {
    text.split { $0 == "+" || $0 == "," }.map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
  }

  /// A run has servers of its own: what one test did is not remembered in another.
  private func variant(_ names: [String], run: String?) throws(APIError) -> MessagesServer {
    if names.isEmpty, run == nil { return plain }
    guard names.count <= Self.mostNames else { throw .invalid("at most \(Self.mostNames) defects at a time") }
    let key = names.joined(separator: "+") + (run.map { " \($0)" } ?? "")
    if let known = made.withLock({ $0[key] }) { return known }
    do throws(ConfigurationError) {
      var configuration = try plain.configuration.behaving(as: names)
      if let run { configuration.mix(run) }
      let server = try MessagesServer(configuration)
      return made.withLock { made in
        if let known = made[key] { return known }
        if made.count >= Self.most { made = [:] }
        made[key] = server
        return server
      }
    } catch { throw .invalid(error.description) }
  }
}

extension Configuration {
  /// What it is told to do otherwise, by name.
  var behaviors: [String] { defects + personalities }

  /// The same with defects, personas and personalities by name, and with ids of its own.
  func behaving(as names: [String]) throws(ConfigurationError) -> Configuration {
    var changed = self
    for name in names {
      if let persona = Persona.all.first(where: { $0.name == name }) {
        persona.apply(to: &changed)
      } else if Defect.all.contains(where: { $0.name == name }) {
        changed.defects.append(name)
      } else if Personality.all.contains(where: { $0.name == name }) {
        changed.personalities.append(name)
      } else {
        throw ConfigurationError(
          description:
            "there is no defect, persona or personality '\(name.prefix(80))'; `dropin serve --defects` lists them")
      }
      changed.mix(name)
    }
    return changed
  }

  /// Makes its ids differ from those of the same configuration without this name.
  fileprivate mutating func mix(_ name: String) {
    var fingerprint = Fingerprint()
    fingerprint.mix(seed)
    fingerprint.mix(name)
    seed = fingerprint.next()
  }
}
