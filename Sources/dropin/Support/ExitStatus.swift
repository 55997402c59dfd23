import ArgumentParser
import Reporting

/// How the process ends; the reports say it in the same words.
typealias ExitStatus = Reporting.ExitCode

extension ExitStatus {
  var code: ArgumentParser.ExitCode { ArgumentParser.ExitCode(rawValue) }
}

/// Something the user can put right: bad options, unreadable files, a report that cannot be written.
struct UserError: Error, CustomStringConvertible {
  let description: String
  /// 2, or 4 when there is nobody to speak to.
  let status: ExitStatus
  init(_ description: String, status: ExitStatus = .usage) {
    self.description = description
    self.status = status
  }
}
