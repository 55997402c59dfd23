import Contract
import Verdicts

/// OpenMetrics text 1.0 for dashboards: a file for the textfile collector of Prometheus' node exporter or for a
/// push gateway. The numbers of a run are gauges, since the next run may have fewer.
package struct OpenMetricsReportWriter: ReportWriter {
  package static let name = "openmetrics"
  package init() {}

  package func write(_ report: Report) -> [UInt8] {
    var page = OpenMetricsPage()
    let run = report.run
    page.family("dropin_run", type: "info", help: "What was judged, and by what.")
    page.sample(
      "dropin_run_info",
      labels: [
        ("target", report.target.baseURL), ("model", report.target.model),
        ("server", report.target.implementation?.name ?? ""),
        ("server_version", report.target.implementation?.version ?? ""),
        ("tool_version", report.tool.version), ("suite_version", report.suite.version),
        ("suite_digest", report.suite.digest),
      ], value: "1")
    page.gauge(
      "dropin_run_started_timestamp_seconds", help: "When the run began.",
      value: Timestamp.secondsSince1970(run.started))
    page.family("dropin_run_duration_seconds", type: "gauge", help: "How long it took.", unit: "seconds")
    page.sample("dropin_run_duration_seconds", labels: [], value: run.durationMilliseconds.inSeconds)
    page.gauge("dropin_run_complete", help: "Whether all that was planned was judged.", value: run.complete ? 1 : 0)
    page.gauge(
      "dropin_exit_code", help: "The exit code, 0 when the gate is satisfied.",
      value: Int(report.summary.exitCode.rawValue))
    page.gauge("dropin_requests", help: "Requests sent.", value: run.requests)
    page.gauge(
      "dropin_generating_requests", help: "Requests that made the model generate.", value: run.generatingRequests)
    page.family("dropin_tokens", type: "gauge", help: "Tokens as the server counted them.")
    page.sample("dropin_tokens", labels: [("direction", "input")], value: String(run.inputTokens))
    page.sample("dropin_tokens", labels: [("direction", "output")], value: String(run.outputTokens))
    requirements(report, &page)
    clients(report, &page)
    firstBytes(report, &page)
    return Array((page.text + "# EOF\n").utf8)
  }

  private func requirements(_ report: Report, _ page: inout OpenMetricsPage) {
    page.family("dropin_requirements", type: "gauge", help: "Requirements by level and verdict.")
    for entry in report.summary.levels {
      for verdict in VerdictKind.allCases {
        let labels = [("level", entry.level.rawValue), ("verdict", verdict.rawValue)]
        page.sample("dropin_requirements", labels: labels, value: String(entry.counts[verdict]))
      }
    }
    let broken = report.brokenGroups
    guard !broken.isEmpty else { return }
    page.family(
      "dropin_requirement_broken_checks", type: "gauge", help: "Failed checks of every requirement that is broken.")
    for group in broken {
      let labels = [("requirement", group.requirement.id), ("level", group.requirement.level.rawValue)]
      page.sample("dropin_requirement_broken_checks", labels: labels, value: String(group.checks.count))
    }
  }

  private func clients(_ report: Report, _ page: inout OpenMetricsPage) {
    guard !report.clients.isEmpty else { return }
    page.family("dropin_client", type: "stateset", help: "What the run means for each client.")
    for client in report.clients {
      for readiness in Report.Client.Readiness.allCases {
        let labels = [("client", client.name), ("dropin_client", readiness.rawValue)]
        page.sample("dropin_client", labels: labels, value: client.verdict == readiness ? "1" : "0")
      }
    }
  }

  private func firstBytes(_ report: Report, _ page: inout OpenMetricsPage) {
    let times = report.exchanges.compactMap(\.firstByteMilliseconds).sorted()
    guard !times.isEmpty else { return }
    let name = "dropin_first_byte_seconds"
    page.family(name, type: "summary", help: "Until the first byte of a response.", unit: "seconds")
    for (quantile, share) in [("0.5", 50), ("0.9", 90), ("0.99", 99)] {
      // The smallest time that this share of the responses did not exceed.
      let place = max(0, (times.count * share + 99) / 100 - 1)
      page.sample(name, labels: [("quantile", quantile)], value: times[place].inSeconds)
    }
    page.sample("\(name)_sum", labels: [], value: times.reduce(0, +).inSeconds)
    page.sample("\(name)_count", labels: [], value: String(times.count))
  }
}

/// Lines of OpenMetrics text. A family is announced before its samples.
private struct OpenMetricsPage {
  private(set) var text = ""
  private var known = Set<String>()

  mutating func family(_ name: String, type: String, help: String, unit: String? = nil) {
    text += "# TYPE \(name) \(type)\n"
    if let unit { text += "# UNIT \(name) \(unit)\n" }
    text += "# HELP \(name) \(help)\n"
  }

  mutating func gauge(_ name: String, help: String, value: Int) {
    family(name, type: "gauge", help: help, unit: name.hasSuffix("_seconds") ? "seconds" : nil)
    sample(name, labels: [], value: String(value))
  }

  /// One that has the labels of an earlier one is left out; the format allows no two.
  mutating func sample(_ name: String, labels: [(String, String)], value: String) {
    let pairs = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }
    let line = name + (pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}")
    if known.insert(line).inserted { text += "\(line) \(value)\n" }
  }

  // Goes by scalars: a quote with an accent upon it is one `Character`.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.of(Excerpt.of(text, limit: 200)).unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
