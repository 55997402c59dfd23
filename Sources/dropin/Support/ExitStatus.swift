import ArgumentParser

/// The process's exit codes; a promise to scripts.
enum ExitStatus: Int32 {
  case satisfied = 0
  case failed = 1
  case usage = 2
  case incomplete = 3
  case unreachable = 4
  case internalError = 70

  var code: ExitCode { ExitCode(rawValue) }
}

/// Something the user can put right: bad options, unreadable files, a report that cannot be written.
struct UserError: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
