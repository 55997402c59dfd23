import DropinKit

/// Reports that are read back.
enum ReportInput {
  /// The page that a run wrote beside the report at `path`, as a page at `out` links to it; nil when there is none.
  static func page(of path: String, seenFrom out: String) -> PageLink? {
    let file = Files.isDirectory(path) ? Files.join(path, "report.json") : path
    guard file.hasSuffix(".json") else { return nil }
    let page = file.dropLast(4) + "html"
    return Files.exists(String(page)) ? PageLink(to: String(page), from: out == "-" ? "" : out) : nil
  }

  /// The report at `path`, which may also be the directory of a run. Throws `UserError` with what is wrong.
  static func read(_ path: String) throws -> Report {
    let file = Files.isDirectory(path) ? Files.join(path, "report.json") : path
    do {
      return try Report(json: try JSONParser.parse(try Files.read(file, limit: 512 << 20)).root)
    } catch let error as FileError { throw UserError("\(error)") } catch {
      throw UserError("\(file) is not a dropin report: \(error)")
    }
  }
}
