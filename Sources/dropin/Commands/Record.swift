import DropinKit
import ArgumentParser

/// `dropin record`: stand between a client and its server, and take the session down.
struct Record: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a proxy between a client and a server and keep the session as evidence.",
    discussion: """
      Point the client at the address that is printed, use it, and press Ctrl-C. `dropin judge DIR/evidence` then \
      judges what the server answered; DIR/drafts/session.yaml has drafts of cases. Tokens are not written down.
      """)

  @Option(help: "Base URL of the server, without /v1.") var upstream: String
  @Option(help: "The port to listen on; 0 takes any free one.") var port: Int = 8124
  @Option(help: "The address to listen on.") var host: String = "127.0.0.1"
  @Option(help: "A further name under which it may be asked (repeatable).") var allowHost: [String] = []
  @Option(help: "The directory for evidence and drafts.") var out: String = "reports/recorded"
  @Flag(help: "No line about every exchange on standard error.") var quiet = false
  @OptionGroup var suite: SuiteOptions
  @OptionGroup var limits: LimitOptions

  func validate() throws {
    guard (0...65535).contains(port) else { throw ValidationError("--port is between 0 and 65535") }
  }

  func run() async throws {
    let loaded = try suite.load().suite
    let url = try BaseURL(upstream)
    if let warning = url.warning { Terminal.error("dropin: warning: \(warning)") }
    let header = RunDescription(of: loaded, baseURL: url.text, started: SystemClock.now)
    var log: (@Sendable (String) -> Void)?
    if !quiet { log = { line in Terminal.error(line) } }
    let recorder: Recorder
    do {
      recorder = try await Recorder.start(
        upstream: url.text, directory: out, header: header, host: host, port: port,
        allowedHosts: allowHost, limits: limits.limits, log: log)
    } catch {
      throw UserError("\(error)")
    }
    if let warning = LocalAccess(bound: host).warning { Terminal.error("dropin: warning: \(warning)") }
    let (stops, stop) = AsyncStream<Void>.makeStream()
    let interrupt = InterruptSignal { stop.finish() }
    Terminal.output(ListenAddress(host: host, port: recorder.port).url)
    for await _ in stops {}
    interrupt.stop()
    do { try await recorder.stop() } catch { throw UserError("the session could not be written: \(error)") }
    Terminal.error(
      "dropin: \(await recorder.exchanges) exchanges in \(out)/evidence; evaluate them with: dropin judge \(out)/evidence"
    )
  }
}
