import Contract
import Wire

/// Several servers, or several versions of one, side by side.
package struct ReportMatrix: Sendable {
  package struct Column: Sendable {
    /// Unlike that of any other column.
    package var label: String
    package var report: Report
    /// Where its own page is.
    package var page: PageLink?
  }

  /// Requirements that one client needs.
  struct Group {
    var title: String
    var separating: [VerdictTable.Row]
    var agreeing: [VerdictTable.Row]
  }

  /// In the order given.
  package let columns: [Column]
  let table: VerdictTable

  /// - Parameter pages: of each report its page, nil where there is none; none at all by default.
  package init(_ reports: [Report], pages: [PageLink?] = []) {
    var seen: [String: Int] = [:]
    let labels = reports.map(\.serverLabel)
    let counts = Dictionary(labels.map { ($0, 1) }, uniquingKeysWith: +)
    columns = zip(labels, reports).enumerated().map { place, entry in
      let (label, report) = entry
      seen[label, default: 0] += 1
      // Two runs of one server: the model tells them apart, or the time.
      let isAlone = counts[label] == 1
      return Column(
        label: isAlone ? label : "\(label), \(report.target.model), \(report.run.started) (\(seen[label] ?? 1))",
        report: report, page: pages.count > place ? pages[place] : nil)
    }
    table = VerdictTable(reports)
  }

  /// Clients in the order of the reports, then what no client is known to need.
  var groups: [Group] {
    var titles: [(name: String, title: String)] = []
    for client in columns.flatMap(\.report.clients) where !titles.contains(where: { $0.name == client.name }) {
      titles.append((client.name, client.title))
    }
    for row in table.rows {
      for client in row.requirement.clients where !titles.contains(where: { $0.name == client.name }) {
        titles.append((client.name, client.name))
      }
    }
    func group(_ title: String, _ rows: [VerdictTable.Row]) -> Group? {
      rows.isEmpty
        ? nil
        : Group(
          title: title, separating: VerdictTable.separating(rows), agreeing: rows.filter { !$0.separates })
    }
    let named = titles.compactMap { name, title in
      group(title, table.rows.filter { row in row.requirement.clients.contains { $0.name == name } })
    }
    return named
      + [group("No client known to need it", table.rows.filter(\.requirement.clients.isEmpty))].compactMap { $0 }
  }

  /// Every client any report has, with its readiness a column.
  var clients: [(title: String, verdicts: [Report.Client?])] {
    var names: [String] = []
    for client in columns.flatMap(\.report.clients) where !names.contains(client.name) { names.append(client.name) }
    return names.map { name in
      let found = columns.map { column in column.report.clients.first { $0.name == name } }
      return (found.firstResult { $0?.title } ?? name, found)
    }
  }
}
