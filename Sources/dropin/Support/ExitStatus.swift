import ArgumentParser
import DropinKit

/// How the process ends; the reports say it in the same words.
typealias ExitStatus = Reporting.ExitCode

extension ExitStatus {
  var code: ArgumentParser.ExitCode { ArgumentParser.ExitCode(rawValue) }
}

/// What the library throws: something the user can put right.
typealias UserError = DropinError
