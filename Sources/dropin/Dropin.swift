import DropinKit
import ArgumentParser
import ProcessArguments

/// The command line. Parses, wires the modules together, and turns what came out into an exit code.
struct Dropin: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dropin",
    abstract: "Test whether a server is a drop-in replacement for the Anthropic Messages API.",
    discussion: """
      Exit codes: 0 the gate is satisfied, 1 a requirement failed at the gated level, 2 a mistake in usage, \
      files or reports, or a server without this API, this model or this token, 3 too little was judged to say, \
      4 nobody answers at the target, or no TLS comes about, 70 an internal error.
      """,
    version: arguments.contains("--version") ? Tool.description : Tool.version,
    subcommands: [
      Run.self, PlanCommand.self, Judge.self, Lint.self, List.self, Explain.self, Try.self, New.self, Export.self,
      Serve.self, Record.self, Assess.self,
      SelfTestCommand.self, Render.self,
    ] + regressionCommands)

  /// What comes after the program's name.
  private static let arguments = (1..<max(processArgumentCount(), 1)).compactMap { index in
    processArgument(index).map { String(cString: $0) }
  }

  static func main() async {
    Files.removeTemporariesOnSignals()
    do {
      var command = try parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      Self.leave(with: error)
    }
  }

  /// Ends the process: 0 for help, our own codes for what we threw, 2 for what the user mistyped.
  private static func leave(with error: any Error) -> Never {
    if let exit = error as? ArgumentParser.ExitCode { Self.exit(withError: exit) }
    if let problem = error as? UserError {
      Terminal.error("dropin: \(problem)")
      Self.exit(withError: problem.status.code)
    }
    let code = exitCode(for: error)
    let message = fullMessage(for: error)
    if code == .success {
      print(message)
      Self.exit(withError: ArgumentParser.ExitCode.success)
    }
    if code == .validationFailure {
      Terminal.error(message)
      Self.exit(withError: ExitStatus.usage.code)
    }
    Terminal.error("dropin: internal error: \(error)")
    Self.exit(withError: ExitStatus.internalError.code)
  }
}
