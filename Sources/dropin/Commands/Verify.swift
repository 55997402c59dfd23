import DropinKit
import ArgumentParser

/// `dropin verify BUNDLE`: whether it is what was packed.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what of a bundle was changed since it was packed, and whether its evidence bears its report out.",
    discussion: "Exit codes: 0 nothing was changed, 1 something was, 2 the bundle cannot be read.")

  @Argument(help: "A file that `dropin bundle` wrote.") var bundle: String
  @Option(help: "The digest that was published with it, e.g. sha256:…; another one is a change.") var digest: String?
  @OptionGroup var suite: SuiteOptions

  /// Differences listed at most.
  private static let shown = 20

  func run() async throws {
    TrapGuard.arm()
    let loaded = try suite.loadForJudging()
    let read: RunBundle
    do { read = try RunBundle(bundle) } catch { throw UserError(error.description) }
    let verification = try await BundleVerification(read, suite: loaded)
    var wrong = verification.changes
    if let digest, !digest.sameBytes(as: read.digest) { wrong.append("the digest is \(read.digest), not \(digest)") }
    wrong += verification.differences.prefix(Self.shown)
    if verification.differences.count > Self.shown {
      wrong.append("and \(verification.differences.count - Self.shown) differences more")
    }
    say(read.digest)
    say("packed by dropin \(read.manifest.tool); token: \(read.manifest.tokenProof.words)")
    for line in wrong { say("changed: \(line)") }
    if verification.changes.isEmpty { say("all \(read.manifest.partCount) parts are as they were packed") }
    if let compared = verification.compared, verification.differences.isEmpty {
      say("judged again: the same verdicts on all \(compared) checks")
    }
    if let reason = verification.reason { say("not judged again: \(reason)") }
    if !wrong.isEmpty { throw ExitStatus.failure.code }
  }

  /// Names and versions in it are a stranger's: nothing in them acts on the terminal.
  private func say(_ text: String) { Terminal.output(VisibleText.of(text, keeping: [])) }
}
