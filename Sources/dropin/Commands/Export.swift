import DropinKit
import ArgumentParser

/// `dropin export`: the suite as data, for harnesses in other languages.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Write cases as JSON: requests as they are sent, what is expected, and what the reference server answers.",
    discussion: "docs/export.md describes the format; examples/export replays a part of it in Python.")

  @OptionGroup var suite: SuiteOptions
  @OptionGroup var selection: SelectionOptions
  @Option(help: "The model that requests ask for.") var model: String = "reference/model-1"
  @Option(help: "The file to write; - is standard output.", completion: .file(extensions: ["json"])) var out: String =
    "-"
  @Flag(help: "Leave out what the reference server answers.") var withoutExamples = false

  func validate() throws {
    if selection.shard != nil || selection.replayAuth != nil {
      throw ValidationError("--shard and --replay-auth are about runs, and nothing is run here")
    }
  }

  func run() throws {
    let loaded = try suite.loadForJudging()
    let cases = try selection.selection(in: loaded).cases(of: loaded)
    guard !cases.isEmpty else { throw UserError("no case is selected") }
    let export: SuiteExport
    do throws(ConfigurationError) {
      export = try SuiteExport(loaded, cases: cases, model: model, hasExamples: !withoutExamples)
    } catch { throw UserError(error.description) }
    let bytes = export.json.bytes(.indented) + [0x0A]
    guard out != "-" else {
      if let why = Terminal.deliver(bytes) { throw UserError("cannot write to standard output: \(why)") }
      return
    }
    do { try Files.write(bytes, to: out) } catch { throw UserError("\(error)") }
  }
}
