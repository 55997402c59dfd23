import Cases
import Evaluation
import Evidence
import ReferenceServer
import Planning
import Running
import Transport

/// The suite against one embedded server, over a real socket, nothing written to disk.
struct EmbeddedRun {
  static let token = "dropin-prove-token-8c1f"
  /// Bounds for a server that holds back what it owes: wider than what any case waits for, so that a
  /// defect of silence is judged by its case and not cut off here.
  static let limits: TransferLimits = {
    var limits = TransferLimits(connect: 5_000, firstByte: 60_000, idle: 60_000, total: 120_000)
    limits.maximumBodyBytes = 8 << 20
    return limits
  }()

  let suite: Suite
  let selection: Selection
  let defects: [String]
  let demandsToken: Bool
  /// What the server is like beyond being conformant; its replies cannot be told beforehand then.
  var personalities: [String] = []
  var limits = Self.limits
  var parallel = 1
  /// Shared by runs of the same suite.
  var bodies: RenderedBodies?
  /// What else is particular about the server; the first model is asked for.
  var configure: @Sendable (inout Configuration) -> Void = { _ in }

  /// Throws `ConfigurationError` when there is no such defect, or an I/O error when no port is to be had.
  func run() async throws -> RunOutcome {
    var configuration = Configuration()
    configuration.defects = defects
    configuration.personalities = personalities
    if demandsToken { configuration.authentication = .required([Self.token]) }
    configure(&configuration)
    let server = try await ReferenceServer.start(configuration)
    let transport = CurlTransport()
    let model = configuration.models[0]
    var facts = TargetFacts()
    facts.auth = demandsToken ? .required : .off
    facts.hasToken = demandsToken
    facts[.scripted] = personalities.isEmpty ? "supported" : "unsupported"
    facts[.longOutput] = "supported"
    facts[.vision] = model.seesImages ? "supported" : "unsupported"
    let description = RunDescription(
      of: suite, baseURL: "http://127.0.0.1:\(server.port)", model: model.id,
      defaultAuth: demandsToken ? .bearer : .none, facts: facts, selection: selection)
    let outcome = await DescribedRun(description, of: suite, bodies: bodies).replay(
      from: LiveSource(transport: transport, token: demandsToken ? Self.token : nil, journal: nil),
      limits: limits, parallel: parallel
    ).run()
    transport.shutdown()
    await server.stop()
    return outcome
  }
}
