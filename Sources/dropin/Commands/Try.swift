import DropinKit
import ArgumentParser

/// `dropin try FILE`: the cases of one file, again and again, for somebody who is writing them.
struct Try: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the cases of one file and show the exchange behind whatever does not hold.",
    discussion: """
      The file may be part of the suite, of a --cases directory, or stand by itself; fixtures/ and requirements/ beside it \
      are read too. Nothing is written. Exit codes: 0 every check holds, 1 one does not, 2 the file has errors, 3 a check \
      could not be decided, 4 nobody answers.
      """)

  @Argument(help: "The file with the cases.", completion: .file(extensions: ["yaml"])) var file: String
  @OptionGroup var target: TargetOptions
  @OptionGroup var suite: SuiteOptions
  @OptionGroup var limits: LimitOptions
  @Flag(name: .shortAndLong, help: "Show every exchange whole, with headers and bodies.") var verbose = false
  @Flag(help: "Run again whenever the file, a fixture or a file of --cases changes; ends with Ctrl-C.") var watch =
    false

  func run() async throws {
    guard Files.exists(file), !Files.isDirectory(file) else { throw UserError("there is no file \(file)") }
    guard watch else {
      let status = try await attempt().status
      if status != .satisfied { throw status.code }
      return
    }
    while true {
      let seen: FileContents
      do { seen = try await attempt().files } catch let error as UserError {
        Terminal.error("dropin: \(error)")
        seen = FileContents([file])
      }
      Terminal.error("dropin: waiting for \(file) to change")
      while seen.areCurrent { try await Task.sleep(for: .milliseconds(300)) }
    }
  }

  /// Runs once; also returns the files that the outcome depends on.
  private func attempt() async throws -> (status: ExitStatus, files: FileContents) {
    let loaded = try suite.load(with: file)
    let own = loaded.sources.keys.filter(isOwn)
    let files = FileContents(own)
    guard loaded.diagnostics.isEmpty else {
      for diagnostic in loaded.diagnostics { Terminal.error(diagnostic.rendered(source: { loaded.sources[$0] })) }
      if watch { return (.usage, files) }
      throw UserError("\(loaded.diagnostics.count.pluralized("error")); nothing was sent")
    }
    let addresses = loaded.suite.cases.filter { Files.canonical($0.place.file) == Files.canonical(file) }.map(\.address)
    guard !addresses.isEmpty else { throw UserError("\(file) has no cases") }
    let resolved = try await Target.resolve(target)
    let seen = ExchangeList()
    var session = Session(suite: loaded.suite, target: resolved)
    session.selection = Selection(cases: addresses)
    session.limits = limits.limits
    session.gate = .may
    session.observer = seen
    session.progress = ProgressLine(isTerminal: Terminal.errorIsTerminal, isQuiet: !Terminal.errorIsTerminal)
    session.patience = target.wait
    session.certificateAuthorities = target.cacert
    session.verifiesCertificates = !target.insecure
    session.notice = { Terminal.error("dropin: \($0)") }
    let report: Report
    do { report = try await session.run() } catch let failure as Session.StartFailure {
      await resolved.server?.stop()
      throw StartRefusal(failure).error
    }
    await resolved.server?.stop()
    let redactor = Redactor(secrets: resolved.token.map { [$0] } ?? [])
    let attempt = CaseAttempt(
      report: report.redacted(by: redactor), addresses: addresses, exchanges: await seen.exchanges)
    let writer = CaseAttemptWriter(colour: Terminal.wantsColor, width: Terminal.width, isVerbose: verbose)
    Terminal.output(bytes: writer.write(attempt))
    return (attempt.exitCode, files)
  }

  /// What somebody may be changing: not the suite, but its fixtures.
  private func isOwn(_ path: String) -> Bool {
    let canonical = Files.canonical(path)
    let folder = Files.directory(of: Files.canonical(file))
    return canonical == Files.canonical(file) || path.contains("fixtures/requests/")
      || canonical.hasPrefix(Files.join(folder, "requirements/"))
      || suite.added.contains { canonical.hasPrefix(Files.canonical($0) + "/") }
  }
}

/// The exchanges of a run, in the order in which they ended.
private actor ExchangeList: ExchangeJournal {
  private(set) var exchanges: [(address: String, exchange: Exchange)] = []

  func record(_ exchange: Exchange, for key: ExchangeKey) { exchanges.append((key.address, exchange)) }
}

/// What some files held at one time.
private struct FileContents {
  private let bytes: [String: [UInt8]?]

  init(_ paths: [String]) {
    bytes = Dictionary(paths.map { ($0, try? Files.read($0)) }, uniquingKeysWith: { first, _ in first })
  }

  var areCurrent: Bool { bytes.allSatisfy { path, old in (try? Files.read(path)) == old } }
}
