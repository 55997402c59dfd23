import Cases
import Testing

@testable import Reporting

@Suite struct ExpectationReaderTests {
  func problems(_ text: String) -> [String] {
    let result = ExpectationReader.read(Array(text.utf8), file: "known.yaml")
    return result.diagnostics.map { $0.rendered(source: result.source) }
  }
  func problems(entry: String) -> [String] { problems("format: 1\nexpectations:\n  - \(entry)\n") }

  @Test func aWholeEntryIsRead() throws {
    let list = try expectations(
      """
        - address: "a[b=c]#d"
          reason: gap
          ticket: "7"
          since: 2026-01-31
          expires: 2028-02-29
          when: { model: x*, version: "1" }
          flaky: true
        - { requirement: r, reason: s }
      """)
    let entry = list.entries[0]
    #expect(entry.subject == .address("a[b=c]#d"))
    #expect([entry.reason, entry.ticket, entry.model, entry.version] == ["gap", "7", "x*", "1"])
    #expect(entry.since == CalendarDate("2026-01-31") && entry.expires == CalendarDate("2028-02-29") && entry.isFlaky)
    #expect(entry.position == "known.yaml:3" && entry.lastLine == 9)
    #expect(list.entries[1].subject == .requirement("r"))
  }

  @Test func mistakesAreShownWhereTheyStand() {
    let misspelt = problems(entry: "{ adress: x, reason: y }")
    #expect(
      misspelt.contains {
        $0.contains("known.yaml:3:7: error: unknown key 'adress' in the expectation") && $0.contains("^^^^^^")
          && $0.contains("did you mean 'address'?")
      })
    for (entry, words) in [
      ("{ address: x }", "no 'reason'"), ("{ reason: x }", "either an address or a requirement"),
      ("{ address: x, requirement: y, reason: z }", "either an address or a requirement"),
      ("{ address: x, reason: y, expires: 2026-02-30 }", "not a date"),
      ("{ address: x, reason: y, since: soon }", "not a date"),
      ("{ address: x, reason: y, since: 2026-02-02, expires: 2026-02-01 }", "expires before it begins"),
      ("{ address: x, reason: y, when: { modle: z } }", "did you mean 'model'?"),
      ("{ address: \"\", reason: y }", "'address' is empty"),
      ("{ address: x, reason: y, flaky: maybe }", "true or false"),
      ("{ address: x, reason: 12 }", "a string"), ("[]", "a map"),
    ] {
      #expect(
        problems(entry: entry).contains { $0.contains(words) && $0.contains("known.yaml:3:") },
        "\(entry): \(problems(entry: entry))")
    }
    #expect(problems("format: 2\nexpectations: []\n").count == 1)
    #expect(problems("format: 1\n").count == 1)
    #expect(problems("- x\n").count == 1)
    #expect(
      problems("format: 1\nexpectations:\n  - {address: x, reason: y}\n  - {address: x, reason: y}\n").first?.contains(
        "first written here") == true)
    #expect(problems("format: 1\nexpectations: [") != [])
  }

  @Test(arguments: [
    "2026-13-01", "2026-00-10", "2025-02-29", "1900-02-29", "2026-1-1", "2026-01-32", " 2026-01-01", "",
  ])
  func daysThatDoNotExist(_ text: String) { #expect(CalendarDate(text) == nil) }

  @Test func daysAreInOrder() {
    #expect(CalendarDate("2000-02-29") != nil)
    #expect(
      [CalendarDate("2026-09-30"), CalendarDate("2026-10-01"), CalendarDate("2027-01-01")].compactMap(\.self).sorted()
        .map(\.description) == ["2026-09-30", "2026-10-01", "2027-01-01"])
    #expect(CalendarDate(ofTime: "2026-11-02T08:00:00Z")?.description == "2026-11-02")
  }
}
