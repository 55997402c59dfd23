import DropinKit
import ArgumentParser

/// `dropin bundle RUN`: a run in one file, for others to judge.
struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: "Pack report and evidence of a run into one file that anybody can judge and verify.",
    discussion: """
      The file holds every request and answer of the run, the server's address and what it said. It is searched for the \
      run's token before it is written.
      """)

  @Argument(help: "The directory of a run, e.g. reports/last.") var directory: String
  @Option(name: .shortAndLong, help: "Where to write it. Default: bundle.tar.gz in the run's directory.")
  var output: String?
  @Option(
    help:
      "The environment variable that holds the run's token. Default: those of ANTHROPIC_AUTH_TOKEN, ANTHROPIC_API_KEY and LM_API_TOKEN that are set."
  )
  var tokenEnv: String?
  @Flag(help: "Pack a run whose token nobody names; the bundle then says that it was not searched for.")
  var unproven = false

  func run() throws {
    let path = output ?? Files.join(directory, "bundle.tar.gz")
    do throws(BundleError) {
      let bytes = try RunBundle.pack(directory, tokens: try tokens(), allowsUnproven: unproven)
      do { try Files.write(bytes, to: path) } catch { throw BundleError("\(error)") }
      let bundle = try RunBundle(path)
      Terminal.output("\(path): \(bundle.manifest.partCount) parts, \(bytes.count) bytes, of \(bundle.size) unpacked")
      Terminal.output("token: \(bundle.manifest.tokenProof.words)")
      Terminal.output(bundle.digest)
    } catch { throw UserError(error.description) }
  }

  private func tokens() throws(BundleError) -> [RunBundle.Token] {
    guard let tokenEnv else {
      return ["ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_API_KEY", "LM_API_TOKEN"].compactMap { name in
        Environment.nonEmpty(name).map { RunBundle.Token(variable: name, value: $0) }
      }
    }
    guard let value = Environment.nonEmpty(tokenEnv) else {
      throw BundleError("the environment variable \(tokenEnv) is not set or empty")
    }
    return [RunBundle.Token(variable: tokenEnv, value: value)]
  }
}
