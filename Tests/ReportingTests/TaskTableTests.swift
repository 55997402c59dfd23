import Testing
import Verdicts

@testable import Reporting

/// The table of clients and tasks as people see it.
@Suite struct TaskTableTests {
  @Test func cellsOfThePageLeadToTheirCauses() {
    let html = String(decoding: HTMLReportWriter().write(sampleReport()), as: UTF8.self)
    #expect(html.contains("<td class=\"bad\">breaks <a href=\"#c-gap\">1</a></td>"))
    #expect(html.contains("<td class=\"good\">works</td>") && html.contains("<td class=\"unsure\">not tested</td>"))
    #expect(html.contains("id=\"c-gap\""))
    var bare = sampleReport()
    for index in bare.clients.indices { bare.clients[index].tasks = [] }
    #expect(!String(decoding: HTMLReportWriter().write(bare), as: UTF8.self).contains("id=\"tasks\""))
  }

  @Test func causesStandBeforeTables() throws {
    let html = String(decoding: HTMLReportWriter().write(sampleReport()), as: UTF8.self)
    let causes = try #require(html.firstRange(of: "id=\"broken\"")).lowerBound
    let table = try #require(html.firstRange(of: "id=\"tasks\"")).lowerBound
    let clients = try #require(html.firstRange(of: "class=\"clients\"")).lowerBound
    #expect(clients < causes && causes < table)
  }

  @Test func theMarkdownHasTheSame() {
    let text = String(decoding: MarkdownReportWriter().write(sampleReport()), as: UTF8.self)
    #expect(text.contains("| Claude Code | works | breaks | worse |"))
    #expect(text.contains("- what you can change: "))
  }
}
