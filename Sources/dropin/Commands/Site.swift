import DropinKit
import ArgumentParser

/// `dropin site DIR`: the servers of a directory as pages.
struct Site: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a static site of servers: who works with which client, why not, and since when.",
    discussion: """
      Reads every record (`--report field=FILE`) and every report.json below the directory. The site needs no server and \
      no script, and asks for nothing from elsewhere.
      """)

  @Argument(help: "The directory with the records, e.g. reports/field.") var directory: String
  @Option(help: "The directory for the site; files of the same names are replaced.") var out: String
  @Option(help: "Where the site will stand, e.g. https://example.com/field/; the feed needs it for absolute links.")
  var url: String = ""
  @OptionGroup var suite: SuiteOptions

  func validate() throws {
    guard url.isEmpty || url.hasPrefix("https://") || url.hasPrefix("http://") else {
      throw ValidationError("--url begins with https:// or http://")
    }
  }

  func run() throws {
    let loaded = try suite.loadForJudging()
    let site = FieldSite(try records(), known: loaded.requirements.map(\.requirement))
    let files = SiteWriter(site, address: url).files
    do {
      for folder in ["", "servers", "requirements"] { try Files.makeDirectories(Files.join(out, folder)) }
      for file in files { try Files.write(file.bytes, to: Files.join(out, file.path), isSynced: false) }
    } catch { throw UserError("\(error)") }
    Terminal.output("\(Files.join(out, "index.html")): \(files.count.pluralized("file"))")
  }

  private func records() throws -> [FieldRecord] {
    let paths: [String]
    do { paths = try Files.list(directory, extension: "json") } catch { throw UserError("\(error)") }
    var records: [FieldRecord] = []
    for path in paths {
      // Other JSON may lie there; what says that it is one of ours has to be readable.
      guard let bytes = try? Files.read(path), let json = try? JSONParser.parse(bytes).root,
        let format = json["format"]?.string, format == FieldRecord.format || format.hasPrefix("dropin-report/")
      else { continue }
      do { records.append(try FieldRecord(json: json)) } catch {
        throw UserError("\(path) is no record that this version can read: \(error)")
      }
    }
    guard !records.isEmpty else { throw UserError("there is no record and no report of dropin in \(directory)") }
    return records
  }
}
