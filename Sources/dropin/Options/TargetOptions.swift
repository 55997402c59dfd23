import DropinKit
import ArgumentParser

/// Which server, with which token and model.
struct TargetOptions: ParsableArguments {
  @Argument(help: "Base URL without /v1. Default: ANTHROPIC_BASE_URL, else http://localhost:1234.")
  var baseURL: String?
  @Option(help: "The model to ask for. Default: ANTHROPIC_MODEL, else the first of GET /v1/models.")
  var model: String?
  @Option(
    help:
      "The environment variable with the token. Default: the first of ANTHROPIC_AUTH_TOKEN, ANTHROPIC_API_KEY and LM_API_TOKEN that is set."
  )
  var tokenEnv: String?
  @Option(
    help: "Declare how the server treats credentials (required, optional, off) instead of probing.",
    completion: .list(["required", "optional", "off"]))
  var auth: String?
  @Option(help: "The name of the server, e.g. 'LM Studio', for reports and comparisons.")
  var serverName: String?
  @Option(help: "The server's version, for reports, comparisons and expectations.")
  var serverVersion: String?
  @Option(help: "Seconds to wait for a server that is still starting.") var wait: Double = 0
  @Option(help: "A PEM file with the authorities to trust in place of the system's.", completion: .file()) var cacert:
    String?
  @Flag(help: "Accept any certificate.") var insecure = false
  @Option(help: "`reference` starts the embedded server and runs against it.", completion: .list(["reference"]))
  var target: String?
  @Option(help: "A defect to give the reference server (repeatable).", completion: .defects)
  var defect: [String] = []
  @Option(
    help: "A known server that the reference server imitates: \(Persona.all.map(\.name).joined(separator: ", ")).",
    completion: .personas)
  var persona: String?

  var authMode: AuthMode? { auth.flatMap(AuthMode.init(rawValue:)) }

  func validate() throws {
    guard (0...86_400).contains(wait) else { throw ValidationError("--wait is between 0 and 86400 seconds") }
    if insecure, cacert != nil { throw ValidationError("--insecure and --cacert exclude each other") }
    // libcurl would wait for a pipe that nobody writes to, and heed no signal meanwhile.
    if let cacert { do { _ = try Files.read(cacert) } catch { throw ValidationError("--cacert: \(error)") } }
    if let auth, !Condition.Fact.auth.values.contains(auth) {
      throw ValidationError("--auth is one of \(Condition.Fact.auth.values.joined(separator: ", ")), not '\(auth)'")
    }
    if let target, target != "reference" {
      throw ValidationError("--target is 'reference' or left out, not '\(target)'")
    }
    if target == nil, !defect.isEmpty { throw ValidationError("--defect needs --target reference") }
    if target == nil, persona != nil { throw ValidationError("--persona needs --target reference") }
    if target != nil, baseURL != nil { throw ValidationError("--target reference has its own base URL") }
  }
}
