import DropinKit
import ArgumentParser

/// `dropin expect`: keeping the list of known failures.
struct Expect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Maintain the list of known failures.", subcommands: [ExpectUpdate.self])
}

/// `dropin expect update`: brings a list in line with what a run saw.
struct ExpectUpdate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract:
      "Add failures that are not listed and remove entries that passed; entries that the run did not reach stay.",
    discussion: "Changes only what it has to: comments, order and layout of the list stay.")

  @Option(name: .customLong("expect"), help: "The list; it is created if it does not exist.") var expect: String
  @Argument(help: "A report.json, or the directory of a run.") var report: String
  @Option(help: "The ticket to write into new entries.") var ticket: String?
  @Option(help: "The last day on which new entries count, YYYY-MM-DD.") var expires: String?
  @Option(help: "New entries are made per check, or per requirement and reason: check, requirement.") var by: String =
    "requirement"
  @Flag(help: "Print what would change without changing it.") var dryRun = false

  func validate() throws {
    guard ExpectationUpdate.Grain(rawValue: by) != nil else {
      throw ValidationError("--by is check or requirement, not '\(by)'")
    }
    if let expires, CalendarDate(expires) == nil {
      throw ValidationError("--expires is a day like 2026-11-02, not '\(expires)'")
    }
  }

  func run() throws {
    let report = try ReportInput.read(report)
    guard let today = CalendarDate(ofTime: SystemClock.now) else { throw UserError("the clock shows no date") }
    let isNew = !Files.exists(expect)
    let bytes: [UInt8]
    do { bytes = isNew ? Array(ExpectationUpdate.emptyList.utf8) : try Files.read(expect, limit: 8 << 20) } catch {
      throw UserError("\(error)")
    }
    let read = ExpectationReader.read(bytes, file: expect)
    try ExpectationFile.refuse(read)
    let outcome: ExpectationUpdate.Outcome
    do {
      outcome = try ExpectationUpdate(
        list: read.list, bytes: bytes, today: today, ticket: ticket, expires: expires.flatMap { CalendarDate($0) },
        grain: ExpectationUpdate.Grain(rawValue: by) ?? .check
      ).apply(report)
    } catch { throw UserError("\(error)") }
    for line in outcome.lines { Terminal.output(VisibleText.of(line)) }
    guard outcome.isChange, !dryRun else {
      if !outcome.isChange { Terminal.output("\(expect) is up to date") }
      return
    }
    do { try Files.write(outcome.bytes, to: expect) } catch { throw UserError("\(error)") }
  }
}
