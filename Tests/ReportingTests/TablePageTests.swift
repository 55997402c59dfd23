import Reporting
import Testing

/// Pages of tables, whose texts come from anywhere.
struct TablePageTests {
  private func page(_ text: String) -> TablePage {
    TablePage(
      title: text, introduction: ["What it is."], columns: ["name", "verdict", "said"],
      sections: [
        .init(title: text, notes: [text], rows: [[.name(text), .verdict("misled", tone: .bad), .text(text)]])
      ])
  }

  @Test func nothingInATextBecomesMarkup() {
    let hostile = "<script>alert(1)</script> | `x` @somebody \u{202E}"
    let html = String(decoding: page(hostile).html, as: UTF8.self)
    #expect(!html.contains("<script>") && !html.contains("\u{202E}"))
    #expect(html.contains("&lt;script&gt;alert(1)"))
    let markdown = page(hostile).markdown
    #expect(!markdown.contains("<script>") && !markdown.contains("@somebody"))
    let row = markdown.split(separator: "\n").last { $0.hasPrefix("|") }
    #expect(row?.count { $0 == "|" } == 4, "\(row ?? "")")
  }

  @Test func aTableHasItsColumnsAndItsWords() {
    let markdown = page("index-gap").markdown
    #expect(markdown.contains("| name | verdict | said |\n|---|---|---|\n| `index-gap` | misled | "), "\(markdown)")
    let html = String(decoding: page("index-gap").html, as: UTF8.self)
    #expect(html.contains("<th scope=\"row\"><code>index-gap</code></th>"))
    #expect(html.contains("<td><span class=\"badge bad\">misled</span></td>"))
  }
}
