import DropinKit
import ArgumentParser

/// `dropin serve`: the reference server, with or without defects, for authors of clients and of cases.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start the reference server, conformant or with named defects.",
    discussion: """
      A request may ask for defects, personas or personalities of its own, with the header `x-dropin-defect: NAME` or \
      below the path `/d/NAME`; several are joined with `+`. So one server serves all tests of a client. With --assess \
      each of them has a run of its own, below `/run/ID`, and Ctrl-C writes what the clients did; see docs/assess.md.
      """)

  @Option(help: "The port; 0 takes any free one.") var port: Int = 8123
  @Option(help: "The address to listen on.") var host: String = "127.0.0.1"
  @Option(help: "A further name under which it may be asked (repeatable).") var allowHost: [String] = []
  @Option(help: "A token to require (repeatable); without it credentials are ignored.") var token: [String] = []
  @Option(
    help: "A defect to give the server (repeatable); with --assess one that every run shall try.", completion: .defects)
  var defect: [String] = []
  @Option(
    help: "Behave like a known server: \(Persona.all.map(\.name).joined(separator: ", ")).", completion: .personas)
  var persona: String?
  @Option(
    help:
      "Be like real models and servers may be (repeatable): \(Personality.all.map(\.name).joined(separator: ", ")).",
    completion: .personalities
  )
  var personality: [String] = []
  @Option(help: "The context window in tokens.") var context: Int?
  @Option(
    help: "When the model thinks: never, whenAsked, always.",
    completion: .list(Configuration.Thinking.allCases.map(\.rawValue))) var thinks: String = "whenAsked"
  @Option(
    help:
      "A part of the API to leave out (repeatable): \(Serve.parts).",
    completion: .list(Configuration.Part.allCases.map(\.rawValue))
  ) var without: [String] = []
  @Flag(help: "Answer for any model; without it only for those of GET /v1/models.") var anyModel = false
  @Option(help: "Write down what clients do with defects, and leave it in this directory.", completion: .directory)
  var assess: String?
  @Option(help: "With --assess: every defect that --defects FILTER lists for this FILTER (repeatable).") var matching:
    [String] = []
  @Flag(help: "Write a line about every request to standard error.") var log = false
  @Flag(help: "List the personalities.") var personalities = false
  @Flag(help: "List the defects and the requirement that each breaks; FILTER selects some.") var defects = false
  @Argument(help: "With --defects: a part of a name, requirement, area or summary, or a glob.") var filter: String?

  private static let parts = Configuration.Part.allCases.map(\.rawValue).joined(separator: ", ")

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port is between 0 and 65535") }
    guard Configuration.Thinking(rawValue: thinks) != nil else {
      throw ValidationError("--thinks is never, whenAsked or always, not '\(thinks)'")
    }
    for part in without where Configuration.Part(rawValue: part) == nil {
      throw ValidationError("unknown part '\(part)' for --without; the parts are \(Serve.parts)")
    }
    if filter != nil, !defects { throw ValidationError("'\(filter ?? "")' goes with --defects only") }
    if assess == nil, !matching.isEmpty { throw ValidationError("--matching goes with --assess only") }
    if assess != nil, persona != nil || !personality.isEmpty {
      throw ValidationError("with --assess, name personas and personalities with --defect: each is tried by itself")
    }
    if let context, context < 1 { throw ValidationError("--context is at least 1") }
  }

  func run() async throws {
    if personalities {
      for one in Personality.all { Terminal.output("\(one.name)\t\(one.kind.rawValue)\t\(one.summary)") }
      return
    }
    if defects { return try listDefects() }
    var configuration = Configuration()
    if !token.isEmpty { configuration.authentication = .required(token) }
    if assess == nil { configuration.defects = defect }
    configuration.personalities = personality
    if let persona {
      do throws(ConfigurationError) { try Persona.named(persona).apply(to: &configuration) } catch {
        throw UserError(error.description)
      }
    }
    if anyModel { configuration.replacesUnknownModels = true }
    configuration.thinks = Configuration.Thinking(rawValue: thinks) ?? .whenAsked
    configuration.absent.formUnion(without.compactMap(Configuration.Part.init(rawValue:)))
    if let context { configuration.setContextWindow(context) }
    let access = LocalAccess(bound: host, allowed: allowHost)
    if let warning = access.warning { Terminal.error("dropin: warning: \(warning)") }
    var options = ReferenceServer.Options()
    options.access = access
    options.takesDefectsByRequest = true
    let isLogged = log
    let session = AssessmentSession()
    if assess != nil { options.played = try DefectChoice.names(defect, matching: matching) }
    if isLogged || assess != nil {
      options.log = { exchange in
        session.add(exchange)
        if isLogged { Terminal.error(exchange.line) }
      }
    }
    let server: ReferenceServer
    do { server = try await ReferenceServer.start(configuration, host: host, port: port, options: options) } catch let
      error
      as ConfigurationError
    {
      throw UserError(error.description)
    } catch {
      throw UserError("\(error)")
    }
    guard let assess else {
      Terminal.output(ListenAddress(host: host, port: server.port).url)
      return try await server.wait()
    }
    let (stops, stop) = AsyncStream<Void>.makeStream()
    let interrupt = InterruptSignal { stop.finish() }
    Terminal.output(ListenAddress(host: host, port: server.port).url)
    for await _ in stops {}
    await server.stop()
    interrupt.stop()
    let results = session.results
    try AssessmentFiles.write(
      ClientAssessment.Result.json(results), ClientAssessment.Result.page(results), to: assess)
    for case (.run(let id), let counts) in results.map({ ($0.subject, $0.counts) }) {
      Terminal.error("dropin: \(id): \(counts)")
    }
    Terminal.error("dropin: \(results.count.pluralized("run")) in \(assess)/assessment.html")
  }

  /// In columns for people, a line a defect for scripts.
  private func listDefects() throws {
    let list: DefectList
    do {
      var loader = SuiteLoader(try SuiteOptions.files(given: nil))
      list = DefectList(try loader.load().suite, matching: filter)
    } catch let error as FileError { throw UserError("\(error)") }
    if list.isEmpty {
      let near = Suggestions.nearest(to: filter ?? "", among: Defect.all.map(\.name)).map { "; did you mean '\($0)'?" }
      throw UserError("no defect has '\(filter ?? "")' in its name, requirement, area or summary\(near ?? "")")
    }
    Terminal.output(Terminal.outputIsTerminal ? list.page : list.table)
  }
}
