import DropinKit

/// What an assessment of clients leaves: JSON, Markdown and a page.
enum AssessmentFiles {
  static func write(_ json: JSON, _ page: TablePage, to directory: String) throws {
    do {
      try Files.makeDirectories(directory)
      try Files.write(json.bytes(.indented) + [0x0A], to: Files.join(directory, "assessment.json"))
      try Files.write(Array(page.markdown.utf8), to: Files.join(directory, "assessment.md"))
      try Files.write(page.html, to: Files.join(directory, "assessment.html"))
    } catch { throw UserError("\(error)") }
  }
}
